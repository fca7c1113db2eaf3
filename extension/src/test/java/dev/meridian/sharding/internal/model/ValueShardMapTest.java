package dev.meridian.sharding.internal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValueShardMapTest {

    private static ValueShardMap map(@Nullable String defaultShard) {
        Map<Object, String> shards = new LinkedHashMap<>();
        shards.put("North America", "north_america");
        shards.put("Asia", "asia");
        shards.put("Africa", "asia");
        return new ValueShardMap(shards, defaultShard);
    }

    @Test
    void shards_areInDeclaredOrderWithTheDefaultLast() {
        assertThat(map(null).shards()).containsExactly("north_america", "asia");
        assertThat(map("rest").shards()).containsExactly("north_america", "asia", "rest");
        assertThat(map("north_america").shards()).containsExactly("north_america", "asia");
    }

    @Test
    void shardOf_unmappedValue_isTheDefaultShardIfThereIsOne() {
        assertThat(map(null).shardOf("Africa")).contains("asia");
        assertThat(map(null).shardOf("asia")).isEmpty();
        assertThat(map("rest").shardOf("asia")).contains("rest");
        assertThat(map(null).defaultShard()).isEmpty();
        assertThat(map("rest").defaultShard()).contains("rest");
    }

    @Test
    void values_areInDeclaredOrder() {
        assertThat(map(null).values()).containsExactly("North America", "Asia", "Africa");
    }

    @Test
    void isComparable_isTrueForTheClassOfTheMappedValues() {
        assertThat(map(null).isComparable("Atlantis")).isTrue();
        assertThat(map(null).isComparable(1)).isFalse();
        assertThat(new ValueShardMap(Map.of(), "rest").isComparable(1)).isTrue();
    }

    @Test
    void map_copiesWhatItIsMadeOf() {
        Map<Object, String> shards = new LinkedHashMap<>(Map.of("Asia", "asia"));
        ValueShardMap map = new ValueShardMap(shards, null);
        shards.put("Europe", "europe");
        assertThat(map.shardOf("Europe")).isEmpty();
        assertThat(map.shards()).containsExactly("asia");
    }

    @Test
    void numbersThatDatabasesTakeForEqual_areOneValue() {
        Map<Object, String> shards = new LinkedHashMap<>();
        shards.put(new BigDecimal("1.0"), "one");
        shards.put(new BigDecimal("1.00"), "one");
        assertThat(new ValueShardMap(shards, null).shardOf(BigDecimal.ONE)).contains("one");
        shards.put(new BigDecimal("1.000"), "other");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ValueShardMap(shards, null))
                .withMessage("One value is mapped to two shards: one and other");
    }

    @Test
    void map_thatCannotBe_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ValueShardMap(Map.of(), null));
        assertThatIllegalArgumentException().isThrownBy(() -> new ValueShardMap(Map.of(1, "a", 1L, "b"), null));
        assertThatIllegalArgumentException().isThrownBy(() -> new ValueShardMap(Map.of(new byte[0], "a"), null));
    }

    @Test
    void equals_dependsOnValuesAndDefault() {
        assertThat(map("rest")).isEqualTo(map("rest")).hasSameHashCodeAs(map("rest"));
        assertThat(map("rest")).isNotEqualTo(map(null)).isNotEqualTo(new ValueShardMap(Map.of(), "rest"));
        assertThat(map("rest")).isNotEqualTo("rest");
    }

    @Test
    void toString_namesNoValue() {
        assertThat(map(null)).hasToString("by value over [north_america, asia]");
    }
}
