package dev.meridian.sharding.internal.model;

import static dev.meridian.sharding.internal.model.UnitReading.problems;
import static dev.meridian.sharding.internal.model.UnitReading.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToOne;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.persistence.annotations.HashPartitioning;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.PinnedPartitioning;
import org.eclipse.persistence.annotations.RangePartition;
import org.eclipse.persistence.annotations.RangePartitioning;
import org.eclipse.persistence.annotations.ReplicationPartitioning;
import org.eclipse.persistence.annotations.RoundRobinPartitioning;
import org.eclipse.persistence.annotations.UnionPartitioning;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.eclipse.persistence.descriptors.partitioning.HashPartitioningPolicy;
import org.eclipse.persistence.descriptors.partitioning.PinnedPartitioningPolicy;
import org.eclipse.persistence.descriptors.partitioning.ValuePartitioningPolicy;
import org.junit.jupiter.api.Test;

class PolicyTest {

    @MappedSuperclass
    abstract static class WithKey {
        @Id
        long id;

        String region;
    }

    @Entity(name = "Place")
    @Partitioned("ByRegion")
    @ValuePartitioning(
            name = "ByRegion",
            partitionColumn = @Column(name = "REGION"),
            partitions = @ValuePartition(value = "A", connectionPool = "asia"))
    static class Place extends WithKey {}

    @Entity(name = "Hashed")
    @HashPartitioning(
            name = "ByHash",
            partitionColumn = @Column(name = "REGION"),
            connectionPools = {"asia", "default", "asia"})
    @Partitioned("ByHash")
    static class Hashed extends WithKey {}

    @Entity(name = "Pinned")
    @PinnedPartitioning(name = "Pin", connectionPool = "asia")
    @Partitioned("Pin")
    static class Pinned extends WithKey {}

    @Entity(name = "Ranged")
    @RangePartitioning(
            name = "ByRange",
            partitionColumn = @Column(name = "REGION"),
            partitions = {
                @RangePartition(startValue = "A", connectionPool = "asia"),
                @RangePartition(endValue = "9", connectionPool = "default")
            })
    @Partitioned("ByRange")
    static class Ranged extends WithKey {}

    @Entity(name = "HashedOverAll")
    @HashPartitioning(name = "OverAll", partitionColumn = @Column(name = "REGION"))
    @Partitioned("OverAll")
    static class HashedOverAll extends WithKey {}

    @Entity(name = "RangedByDay")
    @RangePartitioning(
            name = "ByDay",
            partitionColumn = @Column(name = "START"),
            partitionValueType = LocalDate.class,
            partitions = @RangePartition(startValue = "2026-01-01", connectionPool = "asia"))
    @Partitioned("ByDay")
    static class RangedByDay {
        @Id
        long id;

        @Column(name = "START")
        LocalDate day;
    }

    @Entity(name = "Replicated")
    @ReplicationPartitioning(name = "Everywhere", connectionPools = "asia")
    @Partitioned("Everywhere")
    static class Replicated extends WithKey {}

    @Entity(name = "Rounded")
    @RoundRobinPartitioning(name = "Round", connectionPools = "asia")
    @Partitioned("Round")
    static class Rounded extends WithKey {}

    @Entity(name = "United")
    @UnionPartitioning(name = "Union", connectionPools = "asia")
    @Partitioned("Union")
    static class United extends WithKey {}

    @Entity(name = "Plain")
    static class Plain extends WithKey {
        @OneToOne
        @Partitioned("ByRegion")
        Plain other;
    }

    @Entity(name = "Lost")
    @Partitioned("ByRegions")
    static class Lost extends WithKey {}

    @MappedSuperclass
    @Partitioned("ByRegion")
    abstract static class Regional extends WithKey {}

    @Entity(name = "Inherits")
    static class Inherits extends Regional {}

    @Test
    void policy_ofAnotherKind_isRefused() {
        assertThat(problems(unit(Rounded.class, United.class)))
                .containsExactly(refused("Rounded", "Round", "RoundRobin"), refused("United", "Union", "Union"));
    }

    private static String refused(String entity, String policy, String kind) {
        return "MERIDIAN-038 " + entity + " is partitioned by " + policy + ", which is a " + kind
                + "PartitioningPolicy. Supported on an entity are @ValuePartitioning, @HashPartitioning,"
                + " @RangePartitioning, @ReplicationPartitioning and @PinnedPartitioning.";
    }

    @Test
    void hashPolicy_isAMapOverItsPoolsInTheirOrder() {
        ModelReading reading = read(unit(Hashed.class));

        assertThat(reading.model().rootOf(Hashed.class).map())
                .isEqualTo(new HashShardMap(List.of("asia", "primary", "asia"), String.class));
    }

    @Test
    void hashPolicy_withoutPools_takesAllInTheOrderOfEclipseLink() {
        assertThat(read(unit(HashedOverAll.class).shards("primary", "asia", "europe", "south_america"))
                        .model()
                        .rootOf(HashedOverAll.class)
                        .map())
                .isEqualTo(new HashShardMap(orderOfEclipseLink("asia", "europe", "south_america"), String.class));
    }

    private static List<String> orderOfEclipseLink(String... others) {
        Map<String, String> pools = new HashMap<>(10);
        pools.put("default", "primary");
        Stream.of(others).forEach(name -> pools.put(name, name));
        return List.copyOf(pools.values());
    }

    @Test
    void hashPolicy_withoutPools_whoseOrderDependsOnOtherProperties_isRefused() {
        // Both names have one hash code.
        List<String> now = new ArrayList<>();
        assertThat(problems(
                        unit(HashedOverAll.class).shards("primary", "Aa", "BB"),
                        session -> now.addAll(session.getConnectionPools().keySet())))
                .containsExactly(
                        "MERIDIAN-047 The partitioning policy of HashedOverAll cannot be a shard map: It lists no"
                                + " connectionPools, and with these names EclipseLink's own order of all pools depends on"
                                + " other properties. List them as they stood when its rows were written; now that is "
                                + String.join(", ", now) + ".");
    }

    @Test
    void policy_withUnknownPools_isRefusedForEach() {
        assertThat(problems(unit(Hashed.class, Ranged.class).shards("primary")))
                .extracting(line -> line.substring(0, line.indexOf(",")))
                .containsExactly(
                        "MERIDIAN-032 Hashed names the connection pool asia",
                        "MERIDIAN-032 Ranged names the connection pool asia");
    }

    @Test
    void rangePolicy_isAMapWithItsBounds() {
        assertThat(read(unit(Ranged.class)).model().rootOf(Ranged.class).map())
                .isEqualTo(new RangeShardMap(List.of(
                        new RangeShardMap.Range("asia", "A", null), new RangeShardMap.Range("primary", null, "9"))));
    }

    @Test
    void rangePolicy_whoseBoundsEclipseLinkCannotMake_isRefused() {
        assertThat(problems(unit(RangedByDay.class)))
                .containsExactly(
                        "MERIDIAN-047 The partitioning policy of RangedByDay cannot be a shard map: Its bounds are"
                                + " of the type String, but the shard key day is of the type LocalDate. Set partitionValueType; if"
                                + " it is set, EclipseLink makes no such value of a text: use @ValuePartitioning.");
    }

    @Test
    void policy_ofAClassOfTheUsersOwn_isRefused() {
        class Own extends ValuePartitioningPolicy {
            private static final long serialVersionUID = 1L;
        }

        assertThat(problems(
                        unit(Plain2.class),
                        session -> session.getClassDescriptor(Plain2.class).setPartitioningPolicy(new Own())))
                .containsExactly("MERIDIAN-038 Plain2 is partitioned by a policy without a name, which is a Own. "
                        + "Supported on an entity are @ValuePartitioning, @HashPartitioning, @RangePartitioning,"
                        + " @ReplicationPartitioning and @PinnedPartitioning.");
    }

    @Entity(name = "Plain2")
    static class Plain2 extends WithKey {}

    @Test
    void policy_setByCode_isTaken() {
        ValuePartitioningPolicy policy = new ValuePartitioningPolicy("REGION");
        policy.addPartition("A", "asia");

        ShardingModel model = read(
                        unit(Plain2.class),
                        session -> session.getClassDescriptor(Plain2.class).setPartitioningPolicy(policy))
                .model();

        assertThat(model.rootOf(Plain2.class).map().shardOf("A")).contains("asia");
    }

    @Test
    void policy_ofAMappedSuperclass_isThatOfItsEntities() {
        assertThat(read(unit(Inherits.class, Place.class)).model().entities().keySet())
                .containsExactly(Inherits.class, Place.class);
    }

    @Test
    void policy_thatIsNotDefined_isRefused() {
        assertThat(problems(unit(Lost.class)))
                .containsExactly(
                        "MERIDIAN-042 Lost is partitioned by ByRegions, but there is no policy of that name. Define"
                                + " it, or correct the name.");
    }

    @Test
    void policy_onARelation_isRefusedAlsoWhereNothingElseIsSharded() {
        assertThat(problems(unit(Plain.class)))
                .contains(
                        "MERIDIAN-039 Plain.other has the partitioning policy ByRegion of its own, which is not supported."
                                + " Remove it: the target's shard is known.");
    }

    @Test
    void policy_ofTheWholeUnit_isRefused() {
        assertThat(problems(unit(Place.class).property("eclipselink.partitioning", "ByRegion")))
                .containsExactly(
                        "MERIDIAN-040 The whole unit has the partitioning policy ByRegion, which is not supported."
                                + " Remove eclipselink.partitioning.");
    }

    @Test
    void policy_withTheNameOfAShard_mustPinToIt() {
        assertThat(problems(unit(Place.class), session -> {
                    for (String name : List.of("primary", "asia")) {
                        HashPartitioningPolicy policy = new HashPartitioningPolicy("REGION");
                        policy.setName(name);
                        session.getProject().addPartitioningPolicy(policy);
                    }
                    PinnedPartitioningPolicy other = new PinnedPartitioningPolicy("asia");
                    other.setName("default");
                    session.getProject().addPartitioningPolicy(other);
                }))
                .containsExactly(
                        "MERIDIAN-041 The partitioning policy asia has the name of a shard, but does not pin to it. Rename"
                                + " it: as a hint the name means the shard.",
                        "MERIDIAN-041 The partitioning policy default has the name of a shard, but does not pin to it."
                                + " Rename it: as a hint the name means the shard.",
                        "MERIDIAN-041 The partitioning policy primary has the name of a shard, but does not pin to it."
                                + " Rename it: as a hint the name means the shard.");
    }

    @Test
    void policy_withTheNameOfTheShardThatItPinsTo_isFine() {
        ModelReading reading = read(unit(Place.class), session -> {
            PinnedPartitioningPolicy asia = new PinnedPartitioningPolicy("asia");
            asia.setName("asia");
            session.getProject().addPartitioningPolicy(asia);
            PinnedPartitioningPolicy primary = new PinnedPartitioningPolicy("default");
            primary.setName("primary");
            session.getProject().addPartitioningPolicy(primary);
        });

        assertThat(reading.isSharded()).isTrue();
    }

    @Test
    void policy_withoutValuesAndDefault_isRefused() {
        assertThat(problems(
                        unit(Plain2.class),
                        session -> session.getClassDescriptor(Plain2.class)
                                .setPartitioningPolicy(new ValuePartitioningPolicy("REGION"))))
                .contains(
                        "MERIDIAN-047 The partitioning policy of Plain2 cannot be a shard map: A value map needs a mapped"
                                + " value or a default shard.");
    }

    private static ShardedUnit.Builder unit(Class<?>... managed) {
        return ShardedUnit.with(managed).shards("primary", "asia");
    }
}
