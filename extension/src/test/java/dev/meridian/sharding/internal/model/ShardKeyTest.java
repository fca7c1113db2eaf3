package dev.meridian.sharding.internal.model;

import static dev.meridian.sharding.internal.model.UnitReading.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.internal.model.ShardedEntity.Root;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.LocalDate;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.junit.jupiter.api.Test;

class ShardKeyTest {

    @MappedSuperclass
    abstract static class WithId {
        @Id
        long id;
    }

    @Entity(name = "ByDay")
    @Partitioned("ByDay")
    @ValuePartitioning(
            name = "ByDay",
            partitionColumn = @Column(name = "day_of_year"),
            partitionValueType = LocalDate.class,
            partitions = @ValuePartition(value = "2026-01-31", connectionPool = "asia"),
            defaultConnectionPool = "default")
    static class ByDay extends WithId {
        @Column(name = "DAY_OF_YEAR")
        LocalDate day;
    }

    @Entity(name = "ByNumber")
    @Partitioned("ByNumber")
    @ValuePartitioning(
            name = "ByNumber",
            partitionColumn = @Column(name = "NUMBER"),
            partitionValueType = Integer.class,
            partitions = {
                @ValuePartition(value = "7", connectionPool = "asia"),
                @ValuePartition(value = "10", connectionPool = "primary")
            })
    static class ByNumber {
        @Id
        @Column(name = "NUMBER")
        int number;

        @Column(name = "NUMBER", insertable = false, updatable = false)
        Integer again;
    }

    @Test
    void key_ofADateWithADefault_isConvertedAsEclipseLinkDoes() {
        Root root = read(unit(ByDay.class)).model().rootOf(ByDay.class);

        assertThat(root.keyAttribute()).isEqualTo("day");
        assertThat(root.keyColumn()).isEqualTo("DAY_OF_YEAR");
        assertThat(root.keyNullable()).isTrue();
        assertThat(root.ids()).isEqualTo(IdScope.SHARD_LOCAL);
        assertThat(root.map().shardOf(LocalDate.of(2026, 1, 31))).contains("asia");
        assertThat(root.map().shardOf(LocalDate.of(2026, 2, 1))).contains("primary");
        assertThat(((ValueShardMap) root.map()).defaultShard()).contains("primary");
    }

    @Entity(name = "ByGetter")
    @Partitioned("ByRegion")
    @Access(AccessType.PROPERTY)
    static class ByGetter {
        private long id;
        private String region;

        @Id
        public long getId() {
            return id;
        }

        public void setId(long id) {
            this.id = id;
        }

        public String getRegion() {
            return region;
        }

        public void setRegion(String region) {
            this.region = region;
        }
    }

    @Test
    void key_ofAProperty_isFoundByItsColumn() {
        assertThat(read(unit(Entities.Place.class, ByGetter.class))
                        .model()
                        .rootOf(ByGetter.class)
                        .keyAttribute())
                .isEqualTo("region");
    }

    @Test
    void key_thatIsTheId_isNotNullable() {
        Root root = read(unit(ByNumber.class)).model().rootOf(ByNumber.class);

        assertThat(root.keyAttribute()).isEqualTo("number");
        assertThat(root.keyNullable()).isFalse();
        assertThat(((ValueShardMap) root.map()).values()).containsExactly(10, 7);
        assertThat(root.map().shards()).containsExactly("primary", "asia");
    }

    private static ShardedUnit.Builder unit(Class<?>... managed) {
        return ShardedUnit.with(managed).shards("primary", "asia");
    }
}
