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
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyRulesTest {

    private static final ValueShardMap WITH_DEFAULT = new ValueShardMap(Map.of("Asia", "asia"), "rest");

    private static final ValueShardMap SHARED_DEFAULT =
            new ValueShardMap(Map.of("Asia", "asia", "Europe", "rest", "Africa", "africa"), "rest");
    private static final HashShardMap HASHED_TEXTS = new HashShardMap(List.of("one", "two"), String.class);
    private static final KeyPredicate UPPER_ASIA = new KeyPredicate.Compare(
            Comparison.EQUAL,
            new Term.Function(Term.Function.Kind.UPPER, List.of(new Term.Key("key"))),
            new Term.Constant(new Operand.Literal("ASIA")),
            true);

    private static KeyRules rules(ShardMap map, TextRules texts) {
        return rules(map, texts, false, true);
    }

    private static KeyRules rules(ShardMap map, TextRules texts, boolean nullable, boolean computes) {
        return new KeyRules(
                new ShardedEntity.Root(Object.class, "Thing", IdScope.UNIT_UNIQUE, "key", "KEY", nullable, map),
                texts,
                computes);
    }

    private static Outcome computed(KeyRules rules, KeyPredicate predicate) {
        return rules.computed(predicate, index -> null, true);
    }

    private static LikePattern pattern(String text) {
        return LikePattern.of(text, null).orElseThrow();
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
        assertThat(rules(HASHED_TEXTS, TextRules.EXACT).compare(Comparison.EQUAL, "a "))
                .isEqualTo(Outcome.equalTo("a "));
        assertThat(rules(HASHED_TEXTS, TextRules.PADDED).compare(Comparison.EQUAL, "a "))
                .isEqualTo(Outcome.equalTo("a"));
        assertThat(rules(HASHED_TEXTS, TextRules.ANY_COLLATION).compare(Comparison.EQUAL, "a"))
                .isEqualTo(Outcome.unknownUnlessNull());
        assertThat(rules(HASHED_TEXTS, TextRules.PADDED).compare(Comparison.LESS, "a"))
                .isEqualTo(Outcome.unknownUnlessNull());
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
    void like_isEvaluatedForMappedTextsOnly() {
        Outcome outcome = rules(SHARED_DEFAULT, TextRules.PADDED).like(pattern("A%"));

        assertThat(outcome.whenTrue()).isEqualTo(KeyConstraint.except("Europe"));
        assertThat(outcome.whenFalse()).isEqualTo(KeyConstraint.except(List.of("Asia", "Africa")));
        assertThat(rules(HASHED_TEXTS, TextRules.PADDED).like(pattern("A%"))).isEqualTo(Outcome.unknownUnlessNull());
        assertThat(rules(new ValueShardMap(Map.of(1, "one"), null), TextRules.PADDED)
                        .like(pattern("1")))
                .isEqualTo(Outcome.unknownUnlessNull());
    }

    @Test
    void computedCondition_isEvaluatedForMappedTextsAndNull_whereFunctionsAreKnown() {
        ValueShardMap map = new ValueShardMap(Map.of("Asia", "asia", "Europe", "rest"), null);
        KeyPredicate isNull = new KeyPredicate.IsNull(new Term.Key("key"));

        Outcome upper = computed(rules(map, TextRules.PADDED), UPPER_ASIA);

        assertThat(upper.whenTrue().contains("Europe")).isFalse();
        assertThat(upper.whenTrue().contains(null)).isFalse();
        assertThat(upper.whenFalse().contains("Europe")).isTrue();
        assertThat(computed(rules(map, TextRules.EXACT), isNull))
                .isEqualTo(new Outcome(
                        KeyConstraint.except(List.of("Asia", "Europe")).or(KeyConstraint.nullOnly()),
                        KeyConstraint.notNull()));
        assertThat(computed(rules(map, TextRules.ANY_COLLATION), isNull)).isEqualTo(Outcome.unknown());
        assertThat(computed(rules(map, TextRules.PADDED, false, false), isNull)).isEqualTo(Outcome.unknown());
        assertThat(computed(rules(HASHED_TEXTS, TextRules.PADDED), isNull)).isEqualTo(Outcome.unknown());
        assertThat(computed(rules(new ValueShardMap(Map.of(), "rest"), TextRules.PADDED), isNull))
                .isEqualTo(Outcome.unknown());
    }

    /** In a Turkish database the upper case of an i has a dot: neither answer is certain. */
    @Test
    void computedCondition_thatTheLanguageDecides_isUndecided() {
        Outcome upper = computed(
                rules(new ValueShardMap(Map.of("Asia", "asia", "Rome", "rest"), null), TextRules.PADDED), UPPER_ASIA);

        assertThat(upper.whenTrue().contains("Asia")).isTrue();
        assertThat(upper.whenFalse().contains("Asia")).isTrue();
        assertThat(upper.whenTrue().contains("Rome")).isFalse();
    }

    @Test
    void typeWithoutOrder_narrowsByEqualityOnly() {
        UUID one = new UUID(0, 1);
        KeyRules rules = rules(new HashShardMap(List.of("one", "two"), UUID.class), TextRules.PADDED);

        assertThat(rules.compare(Comparison.EQUAL, one)).isEqualTo(Outcome.equalTo(one));
        assertThat(rules.compare(Comparison.NOT_EQUAL, one))
                .isEqualTo(Outcome.equalTo(one).not());
        assertThat(rules.compare(Comparison.LESS, one)).isEqualTo(Outcome.unknownUnlessNull());
        assertThat(rules.in(List.of(one)).whenTrue()).isEqualTo(KeyConstraint.only(one));
    }

    @Test
    void list_isAsEachOfItsEqualities() {
        KeyRules rules = rules(SHARED_DEFAULT, TextRules.PADDED);
        KeyRules numbers = rules(new HashShardMap(List.of("one", "two"), Integer.class), TextRules.PADDED);

        assertThat(rules.in(List.of("Asia", "Europe")))
                .isEqualTo(rules.compare(Comparison.EQUAL, "Asia").or(rules.compare(Comparison.EQUAL, "Europe")));
        assertThat(rules.in(List.of())).isEqualTo(Outcome.alwaysFalse());
        assertThat(numbers.in(List.of(1L))).isEqualTo(Outcome.unknownUnlessNull());
    }

    @Test
    void keysInShard_areItsMappedValues_andAllOthersInTheDefaultShard() {
        KeyRules rules = rules(WITH_DEFAULT, TextRules.PADDED);

        assertThat(rules.keysIn("asia")).isEqualTo(KeyConstraint.only("Asia"));
        assertThat(rules.keysIn("rest")).isEqualTo(KeyConstraint.except("Asia"));
        assertThat(rules(SHARED_DEFAULT, TextRules.PADDED).keysIn("rest"))
                .isEqualTo(KeyConstraint.except(List.of("Asia", "Africa")));
        assertThat(rules(WITH_DEFAULT, TextRules.PADDED, true, true).keysIn("asia"))
                .isEqualTo(KeyConstraint.only("Asia").or(KeyConstraint.nullOnly()));
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
        assertThat(rules(HASHED_TEXTS, TextRules.EXACT).equalKeysAreSame()).isFalse();
        assertThat(rules(new HashShardMap(List.of("one", "two"), UUID.class), TextRules.PADDED)
                        .equalKeysAreSame())
                .isTrue();
        assertThat(rules(new HashShardMap(List.of("one", "two"), Instant.class), TextRules.PADDED)
                        .equalKeysAreSame())
                .isFalse();
        assertThat(rules(new ValueShardMap(Map.of('A', "one", 'a', "two"), null), TextRules.ANY_COLLATION)
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
