package dev.meridian.sharding.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.internal.constraint.PaddedText;
import dev.meridian.sharding.internal.model.RangeShardMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RangeOfTextsTest {

    private static final List<String> PLAIN = texts(" !ab");
    private static final List<String> ALL = texts("\t !ab");

    /** All of up to four of these characters. */
    private static List<String> texts(String characters) {
        List<String> texts = new ArrayList<>(List.of(""));
        for (int i = 0; i < texts.size() && texts.get(i).length() < 4; i++) {
            for (int j = 0; j < characters.length(); j++) {
                texts.add(texts.get(i) + characters.charAt(j));
            }
        }
        return texts;
    }

    private static @Nullable String bound(Random random, List<String> texts) {
        return random.nextInt(5) == 0 ? null : texts.get(random.nextInt(texts.size()));
    }

    @Test
    void insideAndOutside_haveWhatIsEqualToATextThereOfAnyBounds() {
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            RangeShardMap.Range range = new RangeShardMap.Range("one", bound(random, ALL), bound(random, ALL));
            RangeOfTexts texts = RangeOfTexts.of(range);
            for (String text : ALL) {
                assertThat((range.contains(text) ? texts.inside() : texts.outside()).contains(PaddedText.of(text)))
                        .as("'%s' in %s to %s", text, range.start(), range.end())
                        .isTrue();
            }
        }
    }

    @Test
    void insideAndOutside_ofPlainTexts_haveNothingElse() {
        Random random = new Random(2);
        for (int i = 0; i < 300; i++) {
            RangeShardMap.Range range = new RangeShardMap.Range("one", bound(random, PLAIN), bound(random, PLAIN));
            RangeOfTexts texts = RangeOfTexts.of(range);
            for (String text : PLAIN) {
                PaddedText padded = PaddedText.of(text);
                List<String> members = new ArrayList<>();
                for (int blanks = 0; blanks < 8; blanks++) {
                    members.add(text.stripTrailing() + " ".repeat(blanks));
                }
                assertThat(texts.inside().contains(padded))
                        .as("'%s' in '%s' to '%s'", text, range.start(), range.end())
                        .isEqualTo(members.stream().anyMatch(range::contains));
                assertThat(texts.outside().contains(padded))
                        .as("'%s' outside of '%s' to '%s'", text, range.start(), range.end())
                        .isEqualTo(!members.stream().allMatch(range::contains));
            }
        }
    }

    @Test
    void rangeOfNumbers_saysNothingOfTexts() {
        RangeOfTexts numbers = RangeOfTexts.of(new RangeShardMap.Range("one", 1, 2));

        assertThat(numbers.inside().contains(PaddedText.of("1"))).isTrue();
        assertThat(numbers.outside().contains(PaddedText.of("1"))).isTrue();
    }
}
