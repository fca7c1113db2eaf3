package dev.meridian.sharding.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.internal.constraint.KeyConstraint;
import dev.meridian.sharding.internal.constraint.Outcome;
import dev.meridian.sharding.internal.constraint.PaddedText;
import dev.meridian.sharding.internal.model.HashShardMap;
import dev.meridian.sharding.internal.model.IdScope;
import dev.meridian.sharding.internal.model.RangeShardMap;
import dev.meridian.sharding.internal.model.ShardMap;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ValueShardMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyRulesTest {

    private static final ValueShardMap WITH_DEFAULT = new ValueShardMap(Map.of("Asia", "asia"), "rest");

    private static KeyRules rules(ShardMap map, TextRules texts) {
        return new KeyRules(
                new ShardedEntity.Root(Object.class, "Thing", IdScope.UNIT_UNIQUE, "key", "KEY", false, map),
                texts,
                true);
    }

    @Test
    void equality_onPaddingDatabase_leavesOtherValuesOpen() {
        KeyConstraint keys = rules(WITH_DEFAULT, TextRules.PADDED)
                .compare(Comparison.EQUAL, "Asia")
                .whenTrue();

        assertThat(keys.contains("Asia")).isTrue();
        assertThat(keys.contains("Asia ")).isTrue();
        assertThat(keys.contains(null)).isFalse();
    }

    @Test
    void equality_onExactDatabase_excludesOtherValues() {
        KeyRules rules = rules(WITH_DEFAULT, TextRules.EXACT);

        assertThat(rules.compare(Comparison.EQUAL, "Asia").whenTrue()).isEqualTo(KeyConstraint.only("Asia"));
        assertThat(rules.compare(Comparison.EQUAL, "asia").whenTrue())
                .isEqualTo(KeyConstraint.only(List.of("asia", "Asia")));
        assertThat(rules.compare(Comparison.NOT_EQUAL, "Asia").whenTrue()).isEqualTo(KeyConstraint.except("Asia"));
    }

    @Test
    void valueOfAnotherClass_provesOnlyThatTheKeyIsNotNull() {
        assertThat(rules(WITH_DEFAULT, TextRules.EXACT).compare(Comparison.EQUAL, 5))
                .isEqualTo(Outcome.unknownUnlessNull());
    }

    @Test
    void typeWhoseOrderIsNotKnown_provesOnlyThatTheKeyIsNotNull() {
        ValueShardMap instants = new ValueShardMap(Map.of(Instant.EPOCH, "one"), null);

        assertThat(rules(instants, TextRules.EXACT).compare(Comparison.EQUAL, Instant.EPOCH))
                .isEqualTo(Outcome.unknownUnlessNull());
    }

    @Test
    void hashedText_narrowsByEqualityUnlessTheCollationIsUnknown() {
        HashShardMap map = new HashShardMap(List.of("one", "two"), String.class);

        assertThat(rules(map, TextRules.EXACT).compare(Comparison.EQUAL, "a ")).isEqualTo(Outcome.equalTo("a "));
        assertThat(rules(map, TextRules.PADDED).compare(Comparison.EQUAL, "a ")).isEqualTo(Outcome.equalTo("a"));
        assertThat(rules(map, TextRules.ANY_COLLATION).compare(Comparison.EQUAL, "a"))
                .isEqualTo(Outcome.unknownUnlessNull());
        assertThat(rules(map, TextRules.PADDED).compare(Comparison.LESS, "a")).isEqualTo(Outcome.unknownUnlessNull());
    }

    @Test
    void numbers_areComparedInOrder() {
        KeyRules rules = rules(
                new RangeShardMap(
                        List.of(new RangeShardMap.Range("one", 0, 99), new RangeShardMap.Range("two", 100, null))),
                TextRules.PADDED);

        assertThat(rules.compare(Comparison.LESS, 7)).isEqualTo(Outcome.lessThan(7));
        assertThat(rules.compare(Comparison.GREATER_OR_EQUAL, 7)).isEqualTo(Outcome.atLeast(7));
        assertThat(rules.in(List.of(1, 2))).isEqualTo(Outcome.in(List.of(1, 2), false));
        assertThat(rules.in(List.of(1, "2")).whenTrue()).isEqualTo(KeyConstraint.notNull());
    }

    @Test
    void keysInShard_areItsMappedValues_andAllOthersInTheDefaultShard() {
        KeyRules rules = rules(WITH_DEFAULT, TextRules.PADDED);

        assertThat(rules.keysIn("asia")).isEqualTo(KeyConstraint.only("Asia"));
        assertThat(rules.keysIn("rest")).isEqualTo(KeyConstraint.except("Asia"));
        assertThat(rules(new HashShardMap(List.of("one", "two"), Integer.class), TextRules.PADDED)
                        .keysIn("one"))
                .isEqualTo(KeyConstraint.everything());
    }

    @Test
    void keysThatTheDatabaseTakesForEqual_areOneUnlessTextsDifferInWhatDoesNotCount() {
        ValueShardMap apart = new ValueShardMap(Map.of("Asia", "asia", "Europe", "europe"), null);
        ValueShardMap cases = new ValueShardMap(Map.of("Asia", "asia", "ASIA", "europe"), null);
        ValueShardMap blanks = new ValueShardMap(Map.of("Asia", "asia", "Asia ", "europe"), null);

        assertThat(rules(apart, TextRules.ANY_COLLATION).equalKeysAreSame()).isTrue();
        assertThat(rules(cases, TextRules.PADDED).equalKeysAreSame()).isTrue();
        assertThat(rules(cases, TextRules.ANY_COLLATION).equalKeysAreSame()).isFalse();
        assertThat(rules(blanks, TextRules.PADDED).equalKeysAreSame()).isFalse();
        assertThat(rules(WITH_DEFAULT, TextRules.EXACT).equalKeysAreSame()).isFalse();
        assertThat(rules(new HashShardMap(List.of("one", "two"), Integer.class), TextRules.PADDED)
                        .equalKeysAreSame())
                .isTrue();
        assertThat(rules(new HashShardMap(List.of("one", "two"), String.class), TextRules.EXACT)
                        .equalKeysAreSame())
                .isFalse();
    }

    @Test
    void keyType_isThatOfTheMap_orNotKnown() {
        assertThat(rules(WITH_DEFAULT, TextRules.EXACT).keyType()).isEqualTo(String.class);
        assertThat(rules(new RangeShardMap(List.of(new RangeShardMap.Range("one", null, null))), TextRules.EXACT)
                        .keyType())
                .isNull();
    }

    @Test
    void rangeOfTexts_onPaddingDatabase_hasTheKeysOfWhichTheDatabaseSaysSo() {
        KeyRules rules = rules(new RangeShardMap(List.of(new RangeShardMap.Range("one", "a", null))), TextRules.PADDED);
        List<String> texts = texts();

        for (String value : texts) {
            for (Comparison comparison : Comparison.values()) {
                Outcome outcome = rules.compare(comparison, value);
                for (String stored : texts) {
                    boolean holds = comparison.holds(padded(stored).compareTo(padded(value)));
                    KeyConstraint keys = holds ? outcome.whenTrue() : outcome.whenFalse();
                    KeyConstraint others = holds ? outcome.whenFalse() : outcome.whenTrue();
                    boolean known = comparison == Comparison.EQUAL
                            || comparison == Comparison.NOT_EQUAL
                            || TextRules.isPlain(value);
                    assertThat(keys.contains(PaddedText.of(stored)))
                            .as("'%s' %s '%s'", stored, comparison, value)
                            .isTrue();
                    assertThat(others.contains(PaddedText.of(stored)))
                            .as("NOT '%s' %s '%s'", stored, comparison, value)
                            .isEqualTo(!known);
                }
            }
        }
    }

    /** All of up to three characters: of the blank, its neighbours, and letters. */
    private static List<String> texts() {
        List<String> texts = new ArrayList<>(List.of(""));
        for (int i = 0; i < texts.size() && texts.get(i).length() < 3; i++) {
            for (char next : "\u001f !ab".toCharArray()) {
                texts.add(texts.get(i) + next);
            }
        }
        return texts;
    }

    private static String padded(String text) {
        return text + "   ".substring(text.length());
    }
}
