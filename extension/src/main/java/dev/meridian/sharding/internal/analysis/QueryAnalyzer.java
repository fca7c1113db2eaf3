package dev.meridian.sharding.internal.analysis;

import dev.meridian.sharding.internal.constraint.KeyConstraint;
import dev.meridian.sharding.internal.constraint.Outcome;
import dev.meridian.sharding.internal.model.IdScope;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.ReadAllQuery;
import org.jspecify.annotations.Nullable;

/**
 * Proves from a query's conditions which shard-key values its rows can have. Thread-safe.
 *
 * <p>The shape of a query is read once for each preparation of it; per call only its parameters are looked at.
 */
public final class QueryAnalyzer {

    private final ShardingModel model;
    private final EntityKinds kinds;
    private final Function<Object, @Nullable String> shardOf;
    private final ShapeCache shapes;
    private final Map<String, KeyRules> rules;
    private final boolean tellsValues;

    /**
     * @param model what is sharded
     * @param shardOf the shard of an entity that is a parameter, or null if it is not known
     */
    public QueryAnalyzer(ShardingModel model, Function<Object, @Nullable String> shardOf) {
        this(model, shardOf, new ShapeCache(), new ConcurrentHashMap<>(), false);
    }

    private QueryAnalyzer(
            ShardingModel model,
            Function<Object, @Nullable String> shardOf,
            ShapeCache shapes,
            Map<String, KeyRules> rules,
            boolean tellsValues) {
        this.model = model;
        this.kinds = new EntityKinds(model);
        this.shardOf = shardOf;
        this.shapes = shapes;
        this.rules = rules;
        this.tellsValues = tellsValues;
    }

    /** One that finds the same, and tells the values of literals and parameters in its reasons. */
    public QueryAnalyzer tellingValues() {
        return new QueryAnalyzer(model, shardOf, shapes, rules, true);
    }

    /**
     * @param query of any kind; its shape is remembered if it is prepared
     * @param arguments the values of its parameters
     * @param session the session that runs it
     */
    public QueryAnalysis analyze(DatabaseQuery query, AbstractRecord arguments, AbstractSession session) {
        return evaluate(shapeOf(query, session), query, arguments, session);
    }

    /** Whether two shard keys that the database takes for equal are always in one shard. */
    public boolean equalKeysAreSame(ShardedEntity.Root root, AbstractSession session) {
        return rulesOf(root, session).equalKeysAreSame();
    }

    /**
     * Whether what the mapping adds to each query over a sharded or reference entity reads nothing but that entity and those
     * with which it is co-located, and means the same in each shard where it must.
     */
    public boolean hasLocalCriteria(ClassDescriptor entity, AbstractSession session) {
        Expression criteria = entity.getQueryManager().getAdditionalJoinExpression();
        Shape shape = compile(new ReadAllQuery(entity.getJavaClass()), session);
        if (criteria == null || shape.readsUnsharded()) {
            return criteria == null;
        }
        int references = shape.references().entities().size();
        return kinds.referenceOf(entity) == null
                ? shape.groups().size() == 1 && references == 0
                : shape.groups().isEmpty() && references == 1 && !Nodes.mayVary(criteria);
    }

    private Shape compile(DatabaseQuery query, AbstractSession session) {
        return new ShapeCompiler(model, session, root -> rulesOf(root, session)).compile(query);
    }

    Shape shapeOf(DatabaseQuery query, AbstractSession session) {
        return shapes.get(query, () -> compile(query, session));
    }

    QueryAnalysis evaluate(Shape shape, DatabaseQuery query, AbstractRecord arguments, AbstractSession session) {
        @Nullable Object[] values = new Object[shape.parameters().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = shape.parameters().get(i).read(arguments, query, session);
        }
        boolean nullsAreBound = query.isPrepared() && query.shouldPrepare();
        List<QueryAnalysis.Finding> findings = shape.groups().stream()
                .map(group ->
                        find(group, new Evaluation(group.rules(), index -> values[index], shardOf, nullsAreBound)))
                .toList();
        return new QueryAnalysis(
                findings, shape.readsUnsharded(), entityShards(shape, values, session), shape.references());
    }

    private QueryAnalysis.Finding find(Shape.Group group, Evaluation evaluation) {
        Outcome outcome = evaluation.keys(group.condition());
        KeyConstraint keys = outcome.whenTrue();
        Optional<Set<String>> shards = group.comparesEntities()
                ? names(evaluation.shards(group.condition()).whenTrue())
                : Optional.empty();
        boolean proved = !keys.isEverything() || shards.isPresent();
        String proof = tellsValues ? proofWithValues(group, evaluation) : group.proof();
        String reason = proved && !proof.isEmpty() ? proof : group.absence();
        return new QueryAnalysis.Finding(group.root(), keys, shards, reason);
    }

    private static String proofWithValues(Shape.Group group, Evaluation evaluation) {
        return Reasons.proof(group.condition(), Words.withValues(evaluation.parameters()))
                .orElse("");
    }

    private static Optional<Set<String>> names(KeyConstraint shards) {
        return shards.listedValues()
                .map(values -> values.stream().map(String.class::cast).collect(Collectors.toUnmodifiableSet()));
    }

    private Set<String> entityShards(Shape shape, @Nullable Object[] values, AbstractSession session) {
        Set<String> found = new LinkedHashSet<>();
        shape.objects().forEach(each -> addShard(each, session, found));
        for (Object value : values) {
            if (value instanceof Collection<?> several) {
                several.forEach(each -> addShard(each, session, found));
            } else {
                addShard(value, session, found);
            }
        }
        return found;
    }

    private void addShard(@Nullable Object value, AbstractSession session, Set<String> found) {
        String shard = value == null ? null : localShardOf(value, session);
        if (shard != null) {
            found.add(shard);
        }
    }

    /**
     * The shard of an entity whose id other shards may have too, {@link QueryAnalysis#UNKNOWN_SHARD} if nobody knows it;
     * null for any other value.
     */
    public @Nullable String localShardOf(Object value, AbstractSession session) {
        if (value.getClass().getName().startsWith("java.")) {
            return null;
        }
        ClassDescriptor descriptor = session.getDescriptor(value.getClass());
        Optional<ShardedEntity> entity = descriptor == null ? Optional.empty() : kinds.find(descriptor);
        if (entity.isEmpty() || entity.get().ids() != IdScope.SHARD_LOCAL) {
            return null;
        }
        String shard = shardOf.apply(value);
        return shard == null ? QueryAnalysis.UNKNOWN_SHARD : shard;
    }

    private KeyRules rulesOf(ShardedEntity.Root root, AbstractSession session) {
        return rules.computeIfAbsent(
                root.name(),
                name -> new KeyRules(root, TextRules.of(root, session), TextRules.areFunctionsKnown(session)));
    }
}
