package dev.meridian.sharding.internal.analysis;

import dev.meridian.sharding.internal.model.ReferenceEntity;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.TablePerClass;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionBuilder;
import org.eclipse.persistence.internal.expressions.DataExpression;
import org.eclipse.persistence.internal.expressions.FieldExpression;
import org.eclipse.persistence.internal.expressions.IndexExpression;
import org.eclipse.persistence.internal.expressions.MapEntryExpression;
import org.eclipse.persistence.internal.expressions.QueryKeyExpression;
import org.eclipse.persistence.internal.expressions.TreatAsExpression;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.queries.MappedKeyMapContainerPolicy;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.mappings.CollectionMapping;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.ForeignReferenceMapping;
import org.jspecify.annotations.Nullable;

/** Follows the paths of a query's expressions, and finds the variables that they start from. Not thread-safe. */
final class PathResolver {

    private final EntityKinds kinds;
    private final AbstractSession session;
    private final Variables variables;
    private final IdentityHashMap<Expression, Path> known = new IdentityHashMap<>();
    private @Nullable ExpressionBuilder outermost;
    private boolean opaque;

    PathResolver(EntityKinds kinds, AbstractSession session, Variables variables) {
        this.kinds = kinds;
        this.session = session;
        this.variables = variables;
    }

    /** Whether a path led to a table that was not recognised. */
    boolean isOpaque() {
        return opaque;
    }

    /** A range variable of a level; one that is known already stays where it is. */
    void declare(ExpressionBuilder builder, @Nullable ClassDescriptor type, QueryLevel level) {
        if (!known.containsKey(builder)) {
            known.put(builder, type == null ? other("") : entity(builder, type, level));
        }
    }

    /** A range variable that goes through what a path leads to. */
    void declare(ExpressionBuilder builder, Path elements) {
        known.putIfAbsent(builder, elements);
    }

    /**
     * The range variable of the whole query. EclipseLink takes a builder that knows no class for this one: {@code
     * query.addOrdering(new ExpressionBuilder().get("city").ascending())}.
     */
    void declareOutermost(ExpressionBuilder builder) {
        outermost = builder;
    }

    /** Another name of a range variable. */
    void declareAs(ExpressionBuilder declared, ExpressionBuilder other, QueryLevel level) {
        known.put(other, resolve(declared, level));
    }

    private Path.Entity entity(ExpressionBuilder builder, ClassDescriptor type, QueryLevel level) {
        checkAdditionalCriteria(type);
        int variable = add(type, !builder.shouldUseOuterJoin(), level);
        return new Path.Entity(variable, type, builder.shouldUseOuterJoin(), false, false, "");
    }

    private int add(ClassDescriptor type, boolean required, QueryLevel level) {
        ReferenceEntity reference = kinds.referenceOf(type);
        return reference == null
                ? variables.add(level, kinds.rootOf(type), required)
                : variables.addReference(level, reference);
    }

    private Path other(String text) {
        opaque = true;
        return new Path.Other(text);
    }

    /** Where an expression leads; a range variable that was not declared is the level's. */
    Path resolve(Expression expression, QueryLevel level) {
        Path path = known.get(expression);
        if (path == null) {
            path = follow(expression, level);
            known.put(expression, path);
        }
        return path;
    }

    /** Where an expression leads that was resolved before, or null. */
    @Nullable Path known(Expression expression) {
        return known.get(expression);
    }

    private Path follow(Expression expression, QueryLevel level) {
        if (expression instanceof ExpressionBuilder builder) {
            if (builder.getQueryClass() == null && level.depth() == 0 && outermost != null) {
                return Objects.requireNonNull(known.get(outermost));
            }
            Class<?> type = builder.getQueryClass();
            ClassDescriptor descriptor = type == null ? null : session.getDescriptor(type);
            return descriptor == null ? other("") : entity(builder, descriptor, level);
        }
        if (expression instanceof FieldExpression column && column.getClass() == FieldExpression.class) {
            return column(column, level);
        }
        if (expression instanceof IndexExpression || expression instanceof MapEntryExpression) {
            // The place in a list, the key of a map: a column beside the element's.
            Expression elements = ((DataExpression) expression).getBaseExpression();
            resolve(elements, level);
            return expression instanceof MapEntryExpression ? key(elements, level) : new Path.Other("");
        }
        if (expression instanceof TreatAsExpression treat) {
            return treat(treat, level);
        }
        return expression instanceof QueryKeyExpression step && step.getClass() == QueryKeyExpression.class
                ? step(step, level)
                : other("");
    }

    // A key that is an entity is a reference entity.
    private Path key(Expression map, QueryLevel level) {
        if (map instanceof QueryKeyExpression step
                && resolve(step.getBaseExpression(), level) instanceof Path.Entity owner
                && owner.descriptor().getObjectBuilder().getMappingForAttributeName(step.getName())
                        instanceof CollectionMapping mapping
                && mapping.getContainerPolicy() instanceof MappedKeyMapContainerPolicy keys
                && keys.getKeyMapping() instanceof ForeignReferenceMapping entity) {
            boolean nullable = owner.nullable() || step.shouldUseOuterJoin();
            ClassDescriptor target = entity.getReferenceDescriptor();
            int variable = add(target, !nullable, variables.levelOf(owner.variable()));
            String text = "KEY(" + owner.textOf(step.getName()) + ")";
            return new Path.Entity(variable, target, nullable, owner.treated(), false, text);
        }
        return new Path.Other("");
    }

    private Path column(FieldExpression column, QueryLevel level) {
        String name = column.getField().getName();
        if (!(resolve(column.getBaseExpression(), level) instanceof Path.Entity owner)) {
            return new Path.Other(name);
        }
        ShardedEntity.Root key = owner.hasKey() ? kinds.keyOf(owner.descriptor(), column.getField()) : null;
        return new Path.Column(owner, null, column.getField(), owner.textOf(name), key);
    }

    private Path treat(TreatAsExpression treat, QueryLevel level) {
        ClassDescriptor target = session.getDescriptor(treat.getCastClass());
        if (target == null
                || !(resolve(treat.getBaseExpression(), level) instanceof Path.Entity base)
                || !(resolve(treat.getBuilder(), level) instanceof Path.Entity start)) {
            return other("a treated entity");
        }
        Path.Entity treated = Treats.relation(treat, start.descriptor(), session)
                .map(relation -> relation(base, relation, true, base.textOf(relation.getAttributeName())))
                .orElse(base);
        return isRelated(treated.descriptor().getJavaClass(), target.getJavaClass())
                ? new Path.Entity(treated.variable(), target, true, true, treated.linked(), treated.text())
                : other("a treated entity");
    }

    private static boolean isRelated(Class<?> one, Class<?> other) {
        return one.isAssignableFrom(other) || other.isAssignableFrom(one);
    }

    private Path step(QueryKeyExpression step, QueryLevel level) {
        if (!(resolve(step.getBaseExpression(), level) instanceof Path.Entity base)) {
            return other(step.getName());
        }
        DatabaseMapping mapping = base.descriptor().getObjectBuilder().getMappingForAttributeName(step.getName());
        String text = base.textOf(step.getName());
        if (mapping == null) {
            return other(text);
        }
        if (mapping.isAggregateObjectMapping()) {
            return base.embedding(step.getName(), mapping.getReferenceDescriptor());
        }
        if (mapping.isAbstractColumnMapping()) {
            ShardedEntity.Root key = keyOf(base, mapping);
            return new Path.Column(base, mapping, mapping.getField(), text, key);
        }
        if (mapping.isAggregateCollectionMapping()) {
            // Its rows are beside those of the entity; what is in them is never the shard key.
            boolean nullable = base.nullable() || step.shouldUseOuterJoin();
            ClassDescriptor elements = mapping.getReferenceDescriptor();
            return new Path.Entity(base.variable(), elements, nullable, true, base.linked(), text);
        }
        boolean relation = mapping instanceof ForeignReferenceMapping && mapping.getReferenceDescriptor() != null;
        return relation
                ? relation(base, (ForeignReferenceMapping) mapping, step.shouldUseOuterJoin(), text)
                : new Path.Other(text);
    }

    /** The target of a relation; it is another variable if it can be in another shard. */
    Path.Entity relation(Path.Entity base, ForeignReferenceMapping relation, boolean outer, String text) {
        ClassDescriptor target = relation.getReferenceDescriptor();
        checkAdditionalCriteria(target);
        boolean nullable = base.nullable() || outer;
        boolean colocated = kinds.isColocated(base.of(), base.pathOf(relation.getAttributeName()), relation);
        if (colocated || kinds.staysInShard(base.of(), relation)) {
            boolean linked = base.linked() || !colocated;
            return new Path.Entity(base.variable(), target, nullable, base.treated(), linked, text);
        }
        int variable = add(target, !nullable, variables.levelOf(base.variable()));
        return new Path.Entity(variable, target, nullable, base.treated(), false, text);
    }

    // An embeddable's columns are those of the entity that it is in.
    private ShardedEntity.@Nullable Root keyOf(Path.Entity owner, DatabaseMapping mapping) {
        DatabaseField field = mapping.getField();
        ShardedEntity.Root root = variables.rootOf(owner.variable());
        if (field == null || root == null || !owner.hasKey()) {
            return null;
        }
        if (!owner.descriptor().isDescriptorTypeAggregate()) {
            return kinds.keyOf(owner.descriptor(), field);
        }
        ClassDescriptor entity = session.getDescriptor(root.type());
        return entity != null && field.hasTableName() ? keyInOneOf(entity, field) : null;
    }

    // With a table for each class the field tells by its table of which class it is.
    private ShardedEntity.@Nullable Root keyInOneOf(ClassDescriptor top, DatabaseField field) {
        return Stream.concat(Stream.of(top), TablePerClass.heirsOf(top).stream())
                .flatMap(type -> Stream.ofNullable(kinds.keyOf(type, field)))
                .findFirst()
                .orElse(null);
    }

    private void checkAdditionalCriteria(ClassDescriptor type) {
        Expression criteria = type.getQueryManager().getAdditionalJoinExpression();
        opaque |= criteria != null && Nodes.containSubquery(criteria);
    }
}
