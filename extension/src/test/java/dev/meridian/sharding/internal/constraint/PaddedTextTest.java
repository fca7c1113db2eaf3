package dev.meridian.sharding.internal.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PaddedTextTest {

    private static PaddedText text(String text) {
        return PaddedText.of(text);
    }

    @Test
    void blanksAtTheEnd_doNotCount() {
        assertThat(text("A  "))
                .isEqualTo(text("A"))
                .hasSameHashCodeAs(text("A"))
                .isEqualByComparingTo(text("A"));
        assertThat(text("  ")).isEqualTo(text(""));
        assertThat(text("A ")).isNotEqualTo(text(" A"));
    }

    @Test
    void order_isThatOfTextsWithInfinitelyManyBlanks() {
        assertThat(List.of(text("A\t"), text("A \t"), text("A"), text("A  !"), text("A!"), text("AB"), text("B")))
                .isSorted();
        assertThat(text("A")).isGreaterThan(text("A\t"));
    }

    @Test
    void placeBeforeAllWithATextAtTheirStart_isBehindTheLesserOnes() {
        PaddedText place = PaddedText.beforeAllWith("A");

        assertThat(place).isLessThan(text("A\t")).isLessThan(text("A\0\0")).isLessThan(text("A"));
        assertThat(place).isGreaterThan(text("@zzz")).isGreaterThan(text(""));
        assertThat(place).isNotEqualTo(text("A")).isEqualTo(PaddedText.beforeAllWith("A"));
        assertThat(PaddedText.beforeAllWith("A ")).isGreaterThan(text("A\t")).isLessThan(text("A"));
    }

    @Test
    void greatestBeginning_isTheTextUnlessACharacterIsBelowTheBlank() {
        assertThat(PaddedText.greatestBeginning("AB")).isEqualTo(text("AB"));
        assertThat(PaddedText.greatestBeginning("A\tB")).isEqualTo(text("A"));
        assertThat(PaddedText.greatestBeginning("\t")).isEqualTo(text(""));
        assertThat(PaddedText.greatestBeginning("")).isEqualTo(text(""));
    }

    @Test
    void toString_doesNotTellTheText() {
        assertThat(text("Asia")).hasToString("a padded text");
    }
}
