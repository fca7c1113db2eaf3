package dev.meridian.sharding.internal.analysis;

import dev.meridian.sharding.internal.constraint.KeyConstraint;
import dev.meridian.sharding.internal.model.ShardedEntity;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a query's conditions prove of the rows that it reads. Immutable.
 *
 * @param findings one for each group of sharded range variables, subqueries included. Variables that are joined along
 *     co-location are one group, because rows that such a join brings together stand in one shard. Empty if the query
 *     reads no sharded entity
 * @param readsUnsharded whether it reads an unsharded entity too, which stands on the primary shard alone
 * @param entityShards the shards of the entities among its parameters whose ids may repeat between shards. Such an
 *     entity is bound by its id: the query is right on its shard alone, and with entities of two shards nowhere
 * @param references how it uses reference entities, which take no part in the findings
 */
public record QueryAnalysis(
        List<Finding> findings, boolean readsUnsharded, Set<String> entityShards, ReferenceUse references) {

    /** Stands among {@code entityShards} for a copy of an entity whose shard nobody knows; no shard has this name. */
    public static final String UNKNOWN_SHARD = "";

    public QueryAnalysis {
        findings = List.copyOf(findings);
        entityShards = Collections.unmodifiableSet(new LinkedHashSet<>(entityShards));
    }

    /**
     * One group of sharded range variables.
     *
     * @param root the root whose shard key decides the group's shard
     * @param keys the values that the shard key of its rows can have
     * @param shards the shards that its rows can be in, if something beside the key is known of them: they are compared
     *     with an entity
     * @param reason what proves that, or why nothing is proved; without values
     */
    public record Finding(ShardedEntity.Root root, KeyConstraint keys, Optional<Set<String>> shards, String reason) {}
}
