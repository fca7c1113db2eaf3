package dev.meridian.sharding.internal.model;

import dev.meridian.sharding.internal.message.Message;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.descriptors.partitioning.PartitioningPolicy;
import org.eclipse.persistence.descriptors.partitioning.PinnedPartitioningPolicy;
import org.eclipse.persistence.descriptors.partitioning.ValuePartitioningPolicy;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/** Makes shard maps of partitioning policies. */
final class PolicyReader {

    private final Map<String, PartitioningPolicy> byName;
    private final Shards shards;
    private final Problems problems;
    private final Set<String> named = new TreeSet<>();
    private boolean complete = true;

    PolicyReader(ServerSession session, Shards shards, Problems problems) {
        this.byName = new TreeMap<>(session.getProject().getPartitioningPolicies());
        this.shards = shards;
        this.problems = problems;
    }

    /** A hint with a shard's name pins to that shard; a policy of that name would mean something else to EclipseLink. */
    void checkNames() {
        byName.forEach((name, policy) -> {
            if (shards.isKnown(name) && !pinsTo(policy, name)) {
                problems.add(Message.POLICY_NAMED_AS_SHARD, name);
            }
        });
    }

    /** The entity's policy; empty if it is not one that can be a shard map. */
    Optional<ValuePartitioningPolicy> policyOf(ClassDescriptor entity) {
        String name = entity.getPartitioningPolicyName();
        // At its initialisation a descriptor takes the policy by its name, whatever it had before.
        PartitioningPolicy policy = name == null ? entity.getPartitioningPolicy() : byName.get(name);
        if (policy == null) {
            problems.add(Message.UNKNOWN_POLICY, Declarations.nameOf(entity), name);
        } else if (policy.getClass() == ValuePartitioningPolicy.class) {
            return Optional.of((ValuePartitioningPolicy) policy);
        } else {
            String shown = name == null ? "a policy without a name" : name;
            problems.add(
                    Message.UNSUPPORTED_POLICY,
                    Declarations.nameOf(entity),
                    shown,
                    policy.getClass().getSimpleName());
        }
        complete = false;
        return Optional.empty();
    }

    /**
     * The shard map that a policy means. EclipseLink keeps a policy's values in no order: here they are in that of their
     * texts.
     */
    Optional<ValueShardMap> mapOf(ClassDescriptor entity, ValuePartitioningPolicy policy) {
        Map<Object, String> shardByValue = new LinkedHashMap<>();
        boolean allKnown = true;
        for (Map.Entry<Object, String> partition : inOrder(policy)) {
            allKnown &= isKnown(entity, partition.getValue());
            shardByValue.put(partition.getKey(), shards.canonical(partition.getValue()));
        }
        String defaultPool = emptyToNull(policy.getDefaultConnectionPool());
        if (defaultPool != null) {
            allKnown &= isKnown(entity, defaultPool);
        }
        if (!allKnown) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new ValueShardMap(shardByValue, defaultPool == null ? null : shards.canonical(defaultPool)));
        } catch (IllegalArgumentException e) {
            problems.add(Message.SHARD_MAP, Declarations.nameOf(entity), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** The shards that maps name; empty if a policy could not be read, so that nothing is known of its shards. */
    Optional<Set<String>> named() {
        return complete ? Optional.of(named) : Optional.empty();
    }

    private static List<Map.Entry<Object, String>> inOrder(ValuePartitioningPolicy policy) {
        return policy.getPartitions().entrySet().stream()
                .sorted(Comparator.comparing(partition -> partition.getKey().toString()))
                .toList();
    }

    private boolean isKnown(ClassDescriptor entity, String pool) {
        if (shards.isKnown(pool)) {
            named.add(shards.canonical(pool));
            return true;
        }
        // Not every unit with an unknown pool forgot the property, but one without the property easily did.
        String hint = shards.primary().equals(Shards.DEFAULT_POOL)
                ? " If it is the unit's own data source, set " + Settings.PRIMARY_SHARD + "=" + pool + "."
                : "";
        problems.add(Message.UNKNOWN_POOL, Declarations.nameOf(entity), pool, hint);
        return false;
    }

    private boolean pinsTo(PartitioningPolicy policy, String shard) {
        return policy instanceof PinnedPartitioningPolicy pinned
                && pinned.getConnectionPool() != null
                && shards.canonical(pinned.getConnectionPool()).equals(shards.canonical(shard));
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
