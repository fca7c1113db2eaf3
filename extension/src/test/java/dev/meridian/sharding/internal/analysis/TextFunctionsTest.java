package dev.meridian.sharding.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.internal.analysis.Term.Function.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TextFunctionsTest {

    private static final Locale TURKISH = TermEvaluation.LANGUAGES.get(1);

    private static Object apply(Kind kind, String text, Object... others) {
        return TextFunctions.apply(kind, text, Arrays.asList(others), Locale.ROOT);
    }

    @Test
    void letters_ofAscii_changeTheirCase_othersAreUndecided() {
        assertThat(apply(Kind.UPPER, "Asia 1")).isEqualTo("ASIA 1");
        assertThat(apply(Kind.LOWER, "Asia 1")).isEqualTo("asia 1");
        assertThat(apply(Kind.UPPER, "Zürich")).isEqualTo(Operand.UNDECIDED);
        assertThat(apply(Kind.LOWER, "Zürich")).isEqualTo(Operand.UNDECIDED);
        assertThat(apply(Kind.UPPER, "\u0080")).isEqualTo(Operand.UNDECIDED);
    }

    @Test
    void letterI_inTurkish_keepsItsDot() {
        assertThat(TextFunctions.apply(Kind.UPPER, "Asia", List.of(), TURKISH)).isEqualTo("AS\u0130A");
        assertThat(TextFunctions.apply(Kind.LOWER, "I", List.of(), TURKISH)).isEqualTo("\u0131");
    }

    @Test
    void blanks_areTrimmedAtTheirEnds() {
        assertThat(apply(Kind.TRIM, "  a b ")).isEqualTo("a b");
        assertThat(apply(Kind.LTRIM, "  a b ")).isEqualTo("a b ");
        assertThat(apply(Kind.RTRIM, "  a b ")).isEqualTo("  a b");
        assertThat(apply(Kind.TRIM, "   ")).isEqualTo("");
        assertThat(apply(Kind.LTRIM, "  ")).isEqualTo("");
    }

    @Test
    void length_countsBlanksToo() {
        assertThat(apply(Kind.LENGTH, "a b ")).isEqualTo(4);
    }

    @Test
    void texts_areJoined_ifBothAreKnown() {
        assertThat(apply(Kind.CONCAT, "a", "b ")).isEqualTo("ab ");
        assertThat(apply(Kind.CONCAT, "a", 1)).isEqualTo(Operand.UNDECIDED);
        assertThat(apply(Kind.CONCAT, "a", "\t")).isEqualTo(Operand.UNDECIDED);
    }

    @Test
    void substring_insideTheText_isKnown() {
        assertThat(apply(Kind.SUBSTRING, "Asia", 1)).isEqualTo("Asia");
        assertThat(apply(Kind.SUBSTRING, "Asia", 4)).isEqualTo("a");
        assertThat(apply(Kind.SUBSTRING, "Asia", 2, 2)).isEqualTo("si");
        assertThat(apply(Kind.SUBSTRING, "Asia", 2, 0)).isEqualTo("");
        assertThat(apply(Kind.SUBSTRING, "Asia", 2, 9)).isEqualTo("sia");
        assertThat(apply(Kind.SUBSTRING, "Asia", 2, Integer.MAX_VALUE)).isEqualTo("sia");
    }

    @Test
    void substring_outsideTheText_isUndecided() {
        assertThat(apply(Kind.SUBSTRING, "Asia", 0)).isEqualTo(Operand.UNDECIDED);
        assertThat(apply(Kind.SUBSTRING, "Asia", 5)).isEqualTo(Operand.UNDECIDED);
        assertThat(apply(Kind.SUBSTRING, "Asia", 2, -1)).isEqualTo(Operand.UNDECIDED);
        assertThat(apply(Kind.SUBSTRING, "Asia", "2")).isEqualTo(Operand.UNDECIDED);
        assertThat(apply(Kind.SUBSTRING, "Asia", 2, "2")).isEqualTo(Operand.UNDECIDED);
    }
}
