package dev.meridian.sharding.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.internal.constraint.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextRulesTest {

    @ParameterizedTest
    @CsvSource({
        "PADDED, Asia, 'Asia  ', HOLDS",
        "PADDED, Asia, asia, FAILS",
        "PADDED, Asia, ' Asia', FAILS",
        "PADDED, Asia, 'Asia\t', FAILS",
        "PADDED, '', '  ', HOLDS",
        "EXACT, Asia, Asia, HOLDS",
        "EXACT, Asia, 'Asia ', UNDECIDED",
        "EXACT, Asia, asia, UNDECIDED",
        "EXACT, Asia, Ásia, UNDECIDED",
        "EXACT, Asia, Europe, FAILS",
        "EXACT, Łódź, Europe, FAILS",
        "ANY_COLLATION, Asia, Asia, HOLDS",
        "ANY_COLLATION, Asia, ASIA, UNDECIDED",
        "ANY_COLLATION, Asia, Europe, FAILS",
        "ANY_COLLATION, 'North America', northamerica, UNDECIDED",
        "ANY_COLLATION, Łódź, Europe, UNDECIDED",
        "ANY_COLLATION, Straße, STRASSE, UNDECIDED",
    })
    void equality_isTheDatabases(TextRules rules, String stored, String value, Verdict expected) {
        assertThat(rules.equal(stored, value)).isEqualTo(expected);
        assertThat(rules.compare(Comparison.EQUAL, stored, value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "PADDED, LESS, Asia, Europe, HOLDS",
        "PADDED, LESS, Asia, 'Asia ', FAILS",
        "PADDED, LESS_OR_EQUAL, Asia, 'Asia ', HOLDS",
        "PADDED, GREATER, a, B, HOLDS",
        "PADDED, GREATER_OR_EQUAL, Asia, B, FAILS",
        "PADDED, LESS, Asia, 'Asia\t', UNDECIDED",
        "EXACT, LESS, Asia, Europe, UNDECIDED",
        "ANY_COLLATION, GREATER, Asia, Europe, UNDECIDED",
    })
    void order_isKnownOfDerbyOnly(
            TextRules rules, Comparison comparison, String stored, String value, Verdict expected) {
        assertThat(rules.compare(comparison, stored, value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "PADDED, Asia, A%, HOLDS",
        "PADDED, Asia, 'Asia ', FAILS",
        "PADDED, Asia, 'A\\%', FAILS",
        "EXACT, Asia, A%, HOLDS",
        "EXACT, Asia, a%, FAILS",
        "EXACT, Asia, 'A\\%', UNDECIDED",
        "ANY_COLLATION, Asia, A%, UNDECIDED",
    })
    void like_isUndecidedWhereCollationOrEscapeDecides(
            TextRules rules, String stored, String pattern, Verdict expected) {
        assertThat(rules.like(stored, LikePattern.of(pattern, null).orElseThrow()))
                .isEqualTo(expected);
    }
}
