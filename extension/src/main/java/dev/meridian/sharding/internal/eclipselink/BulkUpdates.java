package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.EntityRelation;
import dev.meridian.sharding.internal.model.ShardRelations;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import java.util.Map;
import java.util.Optional;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.internal.expressions.ConstantExpression;
import org.eclipse.persistence.internal.expressions.QueryKeyExpression;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.queries.UpdateAllQuery;
import org.jspecify.annotations.Nullable;

/** Refuses a bulk UPDATE of what decides a row's shard: it would leave rows where nobody looks for them. */
final class BulkUpdates {

    private final ShardingModel model;

    BulkUpdates(ShardingModel model) {
        this.model = model;
    }

    /**
     * @throws dev.meridian.sharding.ShardingException MERIDIAN-024 if the statement sets a shard key or a relation to a
     *     parent, MERIDIAN-096 if another relation between sharded entities
     */
    void check(UpdateAllQuery update) {
        Optional<ShardedEntity> entity = model.find(update.getReferenceClass());
        if (entity.isEmpty()) {
            return;
        }
        Map<?, ?> clauses = update.getUpdateClauses();
        boolean moves =
                clauses.keySet().stream().map(BulkUpdates::nameOf).anyMatch(name -> decidesShard(entity.get(), name));
        if (moves) {
            throw Message.BULK_UPDATE_OF_KEY.with(entity.get().name());
        }
        clauses.forEach((clause, value) -> {
            if (!isNull(value)) {
                checkLink(update.getDescriptor(), entity.get(), nameOf(clause));
            }
        });
    }

    private static boolean isNull(@Nullable Object value) {
        return value == null || (value instanceof ConstantExpression constant && constant.getValue() == null);
    }

    private void checkLink(ClassDescriptor descriptor, ShardedEntity entity, String name) {
        for (EntityRelation relation : EntityRelation.of(descriptor)) {
            if (ShardRelations.isWritten(entity, relation, model)
                    && (isWithin(name, relation.path())
                            || isWithin(relation.path(), name)
                            || relation.mapping().getFields().stream().anyMatch(column -> isNamed(column, name)))) {
                throw Message.BULK_UPDATE_OF_LINK.with(descriptor.getAlias(), relation.path());
            }
        }
    }

    private static boolean isWithin(String path, String start) {
        return (path + ".").startsWith(start + ".");
    }

    private static boolean isNamed(DatabaseField column, String name) {
        return column.getName().equalsIgnoreCase(name);
    }

    private static boolean decidesShard(ShardedEntity entity, String name) {
        return entity instanceof ShardedEntity.Root root
                ? isWithin(root.keyAttribute(), name) || name.equalsIgnoreCase(root.keyColumn())
                : isWithin(((ShardedEntity.Colocated) entity).parentAttribute(), name);
    }

    // A clause is named by an expression, by a column, or by an attribute.
    private static String nameOf(Object clause) {
        if (clause instanceof Expression expression) {
            return pathOf(expression);
        }
        return clause instanceof DatabaseField field ? field.getName() : String.valueOf(clause);
    }

    // Without the name of the range variable, which has none.
    private static String pathOf(Expression expression) {
        Expression base = expression instanceof QueryKeyExpression step ? step.getBaseExpression() : null;
        String start = base instanceof QueryKeyExpression ? pathOf(base) + "." : "";
        return start + expression.getName();
    }
}
