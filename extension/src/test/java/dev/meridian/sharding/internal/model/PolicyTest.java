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
import java.util.List;
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
    @HashPartitioning(name = "ByHash", partitionColumn = @Column(name = "REGION"), connectionPools = "asia")
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
            partitions = @RangePartition(startValue = "A", connectionPool = "asia"))
    @Partitioned("ByRange")
    static class Ranged extends WithKey {}

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
        assertThat(problems(
                        unit(Hashed.class, Pinned.class, Ranged.class, Replicated.class, Rounded.class, United.class)))
                .containsExactly(
                        "MERIDIAN-038 Hashed is partitioned by ByHash, which is a HashPartitioningPolicy. Only"
                                + " @ValuePartitioning is supported on an entity.",
                        "MERIDIAN-038 Pinned is partitioned by Pin, which is a PinnedPartitioningPolicy. Only"
                                + " @ValuePartitioning is supported on an entity.",
                        "MERIDIAN-038 Ranged is partitioned by ByRange, which is a RangePartitioningPolicy. Only"
                                + " @ValuePartitioning is supported on an entity.",
                        "MERIDIAN-038 Replicated is partitioned by Everywhere, which is a ReplicationPartitioningPolicy."
                                + " Only @ValuePartitioning is supported on an entity.",
                        "MERIDIAN-038 Rounded is partitioned by Round, which is a RoundRobinPartitioningPolicy. Only"
                                + " @ValuePartitioning is supported on an entity.",
                        "MERIDIAN-038 United is partitioned by Union, which is a UnionPartitioningPolicy. Only"
                                + " @ValuePartitioning is supported on an entity.");
    }

    @Test
    void policy_ofAClassOfTheUsersOwn_isRefused() {
        class Own extends ValuePartitioningPolicy {
            private static final long serialVersionUID = 1L;
        }

        assertThat(problems(
                        unit(Plain2.class),
                        session -> session.getClassDescriptor(Plain2.class).setPartitioningPolicy(new Own())))
                .containsExactly("MERIDIAN-038 Plain2 is partitioned by a policy without a name, which is a Own. Only"
                        + " @ValuePartitioning is supported on an entity.");
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
