package dev.meridian.sharding.internal.model;

import dev.meridian.sharding.internal.message.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.descriptors.partitioning.FieldPartitioningPolicy;
import org.eclipse.persistence.descriptors.partitioning.HashPartitioningPolicy;
import org.eclipse.persistence.descriptors.partitioning.PartitioningPolicy;
import org.eclipse.persistence.descriptors.partitioning.PinnedPartitioningPolicy;
import org.eclipse.persistence.descriptors.partitioning.RangePartition;
import org.eclipse.persistence.descriptors.partitioning.RangePartitioningPolicy;
import org.eclipse.persistence.descriptors.partitioning.ReplicationPartitioningPolicy;
import org.eclipse.persistence.descriptors.partitioning.ValuePartitioningPolicy;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/** Makes shard maps of partitioning policies. */
final class PolicyReader {

    private static final Set<Class<?>> SHARD_MAPS =
            Set.of(ValuePartitioningPolicy.class, HashPartitioningPolicy.class, RangePartitioningPolicy.class);

    private final Map<String, PartitioningPolicy> byName;
    private final List<String> sessionPools;
    private final Shards shards;
    private final Problems problems;
    private final Set<String> named = new TreeSet<>();
    private boolean complete = true;

    PolicyReader(ServerSession session, Shards shards, Problems problems) {
        this.byName = new TreeMap<>(session.getProject().getPartitioningPolicies());
        this.sessionPools = List.copyOf(session.getConnectionPools().keySet());
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
    Optional<FieldPartitioningPolicy> policyOf(ClassDescriptor entity) {
        String name = entity.getPartitioningPolicyName();
        PartitioningPolicy policy = Declarations.policyOf(entity, byName);
        if (policy == null) {
            problems.add(Message.UNKNOWN_POLICY, Declarations.nameOf(entity), name);
        } else if (SHARD_MAPS.contains(policy.getClass())) {
            return Optional.of((FieldPartitioningPolicy) policy);
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
     * The shard map that a policy means.
     *
     * @param keyType the Java type of the key's column
     */
    Optional<ShardMap> mapOf(ClassDescriptor entity, FieldPartitioningPolicy policy, Class<?> keyType) {
        try {
            if (policy instanceof HashPartitioningPolicy hash) {
                return byHash(entity, hash, keyType);
            }
            return policy instanceof RangePartitioningPolicy ranges
                    ? byRange(entity, ranges)
                    : byValue(entity, (ValuePartitioningPolicy) policy);
        } catch (IllegalArgumentException e) {
            problems.add(Message.SHARD_MAP, Declarations.nameOf(entity), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /**
     * The shards of a reference entity, in their order; a policy that lists none means all. Empty if one is unknown.
     *
     * @param annotated the pools that annotations list, by the names of their policies
     */
    List<String> shardsOf(ClassDescriptor entity, PartitioningPolicy policy, Map<String, List<String>> annotated) {
        List<String> pools = poolsOf(policy, annotated);
        if (pools.isEmpty() && policy instanceof PinnedPartitioningPolicy) {
            problems.add(Message.SHARD_MAP, Declarations.nameOf(entity), "It is pinned to no connection pool");
            complete = false;
        } else if (pools.isEmpty()) {
            named.addAll(shards.names());
            return shards.names();
        }
        if (!areKnown(entity, pools.stream())) {
            return List.of();
        }
        Set<String> listed = pools.stream().map(shards::canonical).collect(Collectors.toSet());
        return shards.names().stream().filter(listed::contains).toList();
    }

    // EclipseLink loses the list of an annotation on its way to the policy.
    private static List<String> poolsOf(PartitioningPolicy policy, Map<String, List<String>> annotated) {
        if (policy instanceof PinnedPartitioningPolicy pinned) {
            return Stream.ofNullable(emptyToNull(pinned.getConnectionPool())).toList();
        }
        List<String> pools = ((ReplicationPartitioningPolicy) policy).getConnectionPools();
        return pools.isEmpty() && policy.getName() != null
                ? annotated.getOrDefault(policy.getName(), List.of())
                : pools;
    }

    /** EclipseLink keeps a policy's values in no order: here they are in that of their texts. */
    private Optional<ShardMap> byValue(ClassDescriptor entity, ValuePartitioningPolicy policy) {
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
        return allKnown
                ? Optional.of(
                        new ValueShardMap(shardByValue, defaultPool == null ? null : shards.canonical(defaultPool)))
                : Optional.empty();
    }

    private Optional<ShardMap> byHash(ClassDescriptor entity, HashPartitioningPolicy policy, Class<?> keyType) {
        List<String> pools = policy.getConnectionPools().isEmpty() ? allPools() : policy.getConnectionPools();
        return areKnown(entity, pools.stream())
                ? Optional.of(
                        new HashShardMap(pools.stream().map(shards::canonical).toList(), keyType))
                : Optional.empty();
    }

    /**
     * All pools in the order in which EclipseLink takes them: that of a HashMap. Names that share a place in it stand as
     * they were put in, which depends on the unit's other properties; then nobody knows where its rows were written.
     */
    private List<String> allPools() {
        List<String> backwards = new ArrayList<>(sessionPools);
        Collections.reverse(backwards);
        Map<String, Boolean> putBackwards = new HashMap<>(10); // as large as the session's
        backwards.forEach(pool -> putBackwards.put(pool, true));
        if (!List.copyOf(putBackwards.keySet()).equals(sessionPools)) {
            complete = false;
            throw new IllegalArgumentException(
                    "It lists no connectionPools, and with these names EclipseLink's own order"
                            + " of all pools depends on other properties. List them as they stood when its rows were written;"
                            + " now that is " + String.join(", ", sessionPools));
        }
        return sessionPools;
    }

    private Optional<ShardMap> byRange(ClassDescriptor entity, RangePartitioningPolicy policy) {
        List<RangePartition> partitions = policy.getPartitions();
        return areKnown(entity, partitions.stream().map(RangePartition::getConnectionPool))
                ? Optional.of(new RangeShardMap(partitions.stream()
                        .map(range -> new RangeShardMap.Range(
                                shards.canonical(range.getConnectionPool()),
                                range.getStartValue(),
                                range.getEndValue()))
                        .toList()))
                : Optional.empty();
    }

    // All of them are looked at, so that each unknown one is told.
    private boolean areKnown(ClassDescriptor entity, Stream<String> pools) {
        return pools.filter(pool -> !isKnown(entity, pool)).count() == 0;
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
