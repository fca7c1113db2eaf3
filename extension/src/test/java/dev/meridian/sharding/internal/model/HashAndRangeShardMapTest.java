package dev.meridian.sharding.internal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.meridian.sharding.internal.model.RangeShardMap.Range;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HashAndRangeShardMapTest {

    @Test
    void hashMap_poolTwice_isOneShardWithTwiceTheValues() {
        HashShardMap map = new HashShardMap(List.of("b", "a", "b"), Integer.class);
        assertThat(map.shards()).containsExactly("b", "a");
        assertThat(List.of(0, 1, 2, 3, 4, 5))
                .extracting(map::shardOf)
                .extracting(shard -> shard.orElse("-"))
                .containsExactly("b", "a", "b", "b", "a", "b");
    }

    @Test
    void hashMap_withoutPools_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HashShardMap(List.of(), Integer.class));
    }

    @Test
    void isStable_dependsOnTheColumnsType() {
        assertThat(hash(Integer.class).isStable(1)).isTrue();
        assertThat(hash(int.class).isStable(1)).isTrue();
        assertThat(hash(Integer.class).isStable(1L)).isFalse();
        assertThat(hash(String.class).isStable("a")).isTrue();
        assertThat(hash(UUID.class).isStable(new UUID(1, 2))).isTrue();
        assertThat(hash(BigDecimal.class).isStable(BigDecimal.ONE)).isFalse();
        assertThat(hash(Timestamp.class).isStable(new Timestamp(0))).isFalse();
        assertThat(hash(LocalDateTime.class).isStable(LocalDateTime.MIN)).isFalse();
    }

    private static HashShardMap hash(Class<?> type) {
        return new HashShardMap(List.of("a", "b"), type);
    }

    @Test
    void rangeMap_shards_areInDeclaredOrderEachOnce() {
        RangeShardMap map =
                new RangeShardMap(List.of(new Range("b", 1, 2), new Range("a", 3, 4), new Range("b", 5, 6)));
        assertThat(map.shards()).containsExactly("b", "a");
        assertThat(map).hasToString("by range over [b, a]");
        assertThat(map.ranges().get(0)).hasToString("range of b");
    }

    @Test
    void rangeMap_valueThatCannotBeCompared_hasNoShard() {
        RangeShardMap map = new RangeShardMap(List.of(new Range("a", 1, null), new Range("b", null, 0)));
        assertThat(map.shardOf(5L)).isEmpty();
        assertThat(new RangeShardMap(List.of(new Range("all", null, null))).shardOf(5L))
                .contains("all");
    }

    @Test
    void rangeMap_thatCannotBe_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RangeShardMap(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new RangeShardMap(List.of(new Range("a", 1, 2L))));
    }

    @Test
    void rangeMap_negativeZero_isZero() {
        RangeShardMap map = new RangeShardMap(List.of(new Range("a", null, -0.0d), new Range("b", 0.0d, null)));
        assertThat(map.shardOf(0.0d)).isEqualTo(map.shardOf(-0.0d)).contains("a");
    }
}
