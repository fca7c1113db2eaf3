package dev.meridian.sharding.internal.plan;

import dev.meridian.sharding.internal.model.EntityRelation;
import dev.meridian.sharding.internal.model.IdScope;
import dev.meridian.sharding.internal.model.ShardRelations;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionBuilder;
import org.eclipse.persistence.internal.expressions.DataExpression;
import org.eclipse.persistence.internal.expressions.FieldExpression;
import org.eclipse.persistence.internal.expressions.QueryKeyExpression;
import org.eclipse.persistence.internal.expressions.TreatAsExpression;
import org.eclipse.persistence.internal.queries.ReportItem;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.ForeignReferenceMapping;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.eclipse.persistence.queries.ReportQuery;
import org.jspecify.annotations.Nullable;

/**
 * Tells which values are confined to one shard each: rows of two shards never have the same one. So is a sharded entity, a
 * unit-unique id, and the shard key. {@code GROUP BY l.continent} makes groups that each have all their rows in one shard.
 */
final class Confinement {

    private final ShardingModel model;
    private final Predicate<ShardedEntity.Root> equalKeysAreSame;
    private final AbstractSession session;

    /** @param equalKeysAreSame whether keys that the database takes for equal are in the same shard */
    Confinement(ShardingModel model, Predicate<ShardedEntity.Root> equalKeysAreSame, AbstractSession session) {
        this.model = model;
        this.equalKeysAreSame = equalKeysAreSame;
        this.session = session;
    }

    private record Variable(ClassDescriptor descriptor, boolean nullable) {}

    /** Whether it is confined, and never NULL. NULL may be in every shard. */
    boolean isConfined(Expression value) {
        return isConfinedUnlessNull(value) && !isNullable(value);
    }

    /** Whether each value but NULL is confined. */
    boolean isConfinedUnlessNull(Expression value) {
        if (shardedEntity(value).isPresent()) {
            return true;
        }
        if (value instanceof FieldExpression column && column.getBaseExpression() != null) {
            return shardedEntity(column.getBaseExpression())
                    .filter(entity -> isId(entity, column))
                    .isPresent();
        }
        return value instanceof QueryKeyExpression attribute
                && shardedEntity(attribute.getBaseExpression())
                        .filter(entity -> isKeyOrId(entity, attribute.getName()))
                        .isPresent();
    }

    /** Whether each row of the query has a sharded entity, so that it is equal to none of another shard. */
    boolean hasEntityInEachRow(ObjectLevelReadQuery query) {
        return query instanceof ReportQuery report
                ? ReportItems.of(report).stream().anyMatch(item -> isEntityThatIsThere(item.getAttributeExpression()))
                : isEntityThatIsThere(query.getExpressionBuilder());
    }

    private boolean isEntityThatIsThere(@Nullable Expression selected) {
        return selected != null && shardedEntity(selected).isPresent() && isConfined(selected);
    }

    /** What the query selects of entities that can be NULL, and whose ids repeat between shards. */
    List<ReportItem> missableEntities(ReportQuery report) {
        return ReportItems.of(report).stream()
                .filter(item -> !isEntityThatIsThere(item.getAttributeExpression()))
                .filter(item -> hasLocalIds(item.getAttributeExpression()))
                .toList();
    }

    /** The columns, in the rows of a prepared query, of the ids of its entities whose ids repeat between shards. */
    List<Integer> localIds(ObjectLevelReadQuery prepared) {
        if (prepared instanceof ReportQuery report) {
            return ReportItems.of(report).stream()
                    .filter(item -> hasLocalIds(item.getAttributeExpression()))
                    .map(item -> ReportItems.idColumn(item, report))
                    .toList();
        }
        ClassDescriptor descriptor = prepared.getDescriptor();
        return hasLocalIds(prepared.getExpressionBuilder())
                ? List.of(descriptor
                        .getAllSelectionFields(prepared)
                        .indexOf(descriptor.getPrimaryKeyFields().get(0)))
                : List.of();
    }

    private boolean hasLocalIds(@Nullable Expression entity) {
        return shardedEntity(entity)
                .filter(sharded -> sharded.ids() == IdScope.SHARD_LOCAL)
                .isPresent();
    }

    /** Whether an entity is meant: it is named, or its id stands for it. */
    boolean isEntity(Expression value) {
        return shardedEntity(value).isPresent() || (value instanceof FieldExpression && isConfinedUnlessNull(value));
    }

    /** The sharded entity that an expression stands for; it may be NULL. */
    Optional<ShardedEntity> shardedEntity(@Nullable Expression expression) {
        Variable variable = expression == null ? null : variable(expression);
        return variable == null
                ? Optional.empty()
                : model.find(variable.descriptor().getJavaClass());
    }

    /** Whether an expression stands for an entity that is not sharded, such as a reference entity. */
    boolean isUnshardedEntity(Expression expression) {
        return variable(expression) != null && shardedEntity(expression).isEmpty();
    }

    /** The class of the entity that an expression stands for. */
    Class<?> typeOf(Expression entity) {
        return Objects.requireNonNull(variable(entity)).descriptor().getJavaClass();
    }

    private boolean isNullable(Expression value) {
        boolean isEntity = shardedEntity(value).isPresent();
        Expression entity = isEntity ? value : Objects.requireNonNull(((DataExpression) value).getBaseExpression());
        Variable variable = variable(entity);
        return variable == null
                || variable.nullable()
                || (!isEntity && (isForeignKey(entity) || isNullableKey(value, entity)));
    }

    // The id of what a row points to is read from the row, which may point to nothing.
    private boolean isForeignKey(Expression entity) {
        if (!(entity instanceof QueryKeyExpression step) || !(step.getMapping() instanceof OneToOneMapping relation)) {
            return false;
        }
        return isEmbeddable(step.getBaseExpression())
                || shardedEntity(step.getBaseExpression())
                        .filter(source -> !ShardRelations.isToParent(
                                source, new EntityRelation(relation.getAttributeName(), List.of(), relation)))
                        .isPresent();
    }

    private static boolean isEmbeddable(Expression expression) {
        return expression instanceof QueryKeyExpression step
                && step.getMapping() != null
                && step.getMapping().isAggregateObjectMapping();
    }

    private boolean isNullableKey(Expression value, Expression entity) {
        return value instanceof QueryKeyExpression attribute
                && shardedEntity(entity).orElseThrow() instanceof ShardedEntity.Root root
                && root.keyNullable()
                && attribute.getName().equals(root.keyAttribute());
    }

    // EclipseLink writes COUNT(DISTINCT l) as COUNT(DISTINCT l.ID): the entities are meant, not their ids.
    private boolean isId(ShardedEntity entity, FieldExpression column) {
        ClassDescriptor own =
                Objects.requireNonNull(variable(column.getBaseExpression())).descriptor();
        ClassDescriptor owner = own.hasTablePerClassPolicy() ? own : session.getDescriptor(entity.type());
        return owner.getPrimaryKeyFields().contains(column.getField());
    }

    private boolean isKeyOrId(ShardedEntity entity, String attribute) {
        if (entity instanceof ShardedEntity.Root root
                && root.keyAttribute().equals(attribute)
                && equalKeysAreSame.test(root)) {
            return true;
        }
        ClassDescriptor descriptor = session.getDescriptor(entity.type());
        DatabaseMapping mapping = descriptor.getMappingForAttributeName(attribute);
        return entity.ids() == IdScope.UNIT_UNIQUE
                && mapping != null
                && mapping.isPrimaryKeyMapping()
                && descriptor.getPrimaryKeyFields().size() == 1;
    }

    // What is no such subclass may be there all the same, and be NULL.
    private @Nullable Variable treated(TreatAsExpression treat) {
        ClassDescriptor target = session.getDescriptor(treat.getCastClass());
        return target == null ? null : new Variable(target, true);
    }

    private @Nullable Variable variable(Expression expression) {
        if (expression instanceof ExpressionBuilder builder) {
            ClassDescriptor descriptor =
                    builder.getQueryClass() == null ? null : session.getDescriptor(builder.getQueryClass());
            return descriptor == null ? null : new Variable(descriptor, builder.shouldUseOuterJoin());
        }
        if (expression instanceof TreatAsExpression treat) {
            return treated(treat);
        }
        if (expression.getClass() != QueryKeyExpression.class) {
            return null;
        }
        QueryKeyExpression step = (QueryKeyExpression) expression;
        Variable base = holder(step.getBaseExpression());
        return base != null
                        && base.descriptor().getMappingForAttributeName(step.getName())
                                instanceof ForeignReferenceMapping relation
                        && relation.getReferenceDescriptor() != null
                        && !relation.isAggregateCollectionMapping()
                ? new Variable(relation.getReferenceDescriptor(), base.nullable() || step.shouldUseOuterJoin())
                : null;
    }

    /** What has an attribute: an entity, or an embeddable in one. */
    private @Nullable Variable holder(Expression expression) {
        if (!isEmbeddable(expression)) {
            return variable(expression);
        }
        QueryKeyExpression step = (QueryKeyExpression) expression;
        Variable base = holder(step.getBaseExpression());
        return base == null ? null : new Variable(step.getMapping().getReferenceDescriptor(), base.nullable());
    }
}
