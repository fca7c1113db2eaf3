package dev.meridian.sharding.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.internal.model.HashShardMap;
import dev.meridian.sharding.internal.model.RangeShardMap;
import dev.meridian.sharding.internal.model.ValueShardMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AmbiguousKeysTest {

    private static final ValueShardMap VALUES = new ValueShardMap(Map.of("Asia", "asia", "Asia  ", "europe"), "rest");
    private static final HashShardMap HASHES = new HashShardMap(List.of("asia", "europe"), String.class);

    @Test
    void valueMap_textThatEqualsAMappedOneButIsNone_isAmbiguous() {
        AmbiguousKeys keys = new AmbiguousKeys(VALUES, TextRules.PADDED);

        assertThat(keys.contains("Asia ")).isTrue();
        assertThat(keys.contains("Asia")).isFalse();
        assertThat(keys.contains("Asia  ")).isFalse();
        assertThat(keys.contains("Africa ")).isFalse();
    }

    @Test
    void hashMap_textWithBlanksAtItsEnd_isAmbiguous() {
        AmbiguousKeys keys = new AmbiguousKeys(HASHES, TextRules.PADDED);

        assertThat(keys.contains("a ")).isTrue();
        assertThat(keys.contains(" ")).isTrue();
        assertThat(keys.contains(" a")).isFalse();
        assertThat(keys.contains("")).isFalse();
        assertThat(keys.contains(' ')).isFalse();
    }

    @Test
    void databaseThatTellsBlanksApart_hasNoAmbiguousKeys() {
        assertThat(new AmbiguousKeys(VALUES, TextRules.EXACT).contains("Asia ")).isFalse();
        assertThat(new AmbiguousKeys(HASHES, TextRules.EXACT).contains("a ")).isFalse();
    }

    @Test
    void rangeMap_hasNoAmbiguousKeys() {
        RangeShardMap ranges = new RangeShardMap(List.of(new RangeShardMap.Range("asia", "A", null)));

        assertThat(new AmbiguousKeys(ranges, TextRules.PADDED).contains("B ")).isFalse();
    }
}
