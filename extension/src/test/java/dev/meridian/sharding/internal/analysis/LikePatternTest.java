package dev.meridian.sharding.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikePatternTest {

    @ParameterizedTest
    @CsvSource({
        "Asia, Asia, true",
        "Asia, asia, false",
        "A%, Asia, true",
        "A%, A, true",
        "%a, Asia, true",
        "%a, Asian, false",
        "%, Asia, true",
        "%%, Asia, true",
        "_sia, Asia, true",
        "_, Asia, false",
        "____, Asia, true",
        "%s_a, Asia, true",
        "A.ia, Asia, false",
        "%i%i%, Asia, false",
    })
    void pattern_matchesAsInSql(String pattern, String value, boolean matches) {
        assertThat(LikePattern.of(pattern, null).orElseThrow().matches(value)).isEqualTo(matches);
    }

    @Test
    void emptyPattern_matchesTheEmptyText() {
        LikePattern empty = LikePattern.of("", null).orElseThrow();

        assertThat(empty.matches("")).isTrue();
        assertThat(empty.matches("A")).isFalse();
    }

    @Test
    void escapedWildcard_isItself() {
        LikePattern pattern = LikePattern.of("100!%!_!!", "!").orElseThrow();

        assertThat(pattern.matches("100%_!")).isTrue();
        assertThat(pattern.matches("100aa!")).isFalse();
    }

    @Test
    void invalidEscape_hasNoMeaning() {
        assertThat(LikePattern.of("a!", "!")).isEmpty();
        assertThat(LikePattern.of("a!b", "!")).isEmpty();
        assertThat(LikePattern.of("a", "!!")).isEmpty();
        assertThat(LikePattern.of("a", "")).isEmpty();
    }

    @Test
    void manyWildcards_takeNoLongTime() {
        LikePattern pattern = LikePattern.of("%a".repeat(200) + "b", null).orElseThrow();

        assertThat(pattern.matches("a".repeat(2_000))).isFalse();
    }

    @Test
    void backslash_isNoticedUnlessAnotherCharacterEscapes() {
        assertThat(LikePattern.of("a\\%", null).orElseThrow().holdsUnescapedBackslash())
                .isTrue();
        assertThat(LikePattern.of("a\\%", "!").orElseThrow().holdsUnescapedBackslash())
                .isFalse();
    }
}
