package dev.meridian.sharding.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.meridian.sharding.internal.constraint.KeyConstraint;
import dev.meridian.sharding.internal.constraint.Outcome;
import dev.meridian.sharding.internal.model.IdScope;
import dev.meridian.sharding.internal.model.ShardedEntity;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EvaluationTest {

    private static final KeyRules RULES = new KeyRules(
            new ShardedEntity.Root(
                    Object.class, "Place", IdScope.UNIT_UNIQUE, "continent", "CONTINENT", false, WeatherAnalysis.MAP),
            TextRules.PADDED,
            true);
    private static final Object NULL = new Object();
    private static final Condition ASIA = key(compare(Comparison.EQUAL, "Asia"), false);

    private static Condition key(KeyTest test, boolean nullable) {
        return new Condition.Key(0, "continent", nullable, test);
    }

    private static KeyTest compare(Comparison comparison, Object value) {
        return new KeyTest.Compare(comparison, new Operand.Literal(value), true);
    }

    private static Outcome keys(Condition condition, Object... parameters) {
        return evaluation(true, parameters).keys(condition);
    }

    private static Evaluation evaluation(boolean nullsAreBound, Object... parameters) {
        return new Evaluation(
                RULES, index -> parameters[index], entity -> entity.equals("lost") ? null : "asia", nullsAreBound);
    }

    @Test
    void nullSuppliedKey_canBeNullWhateverTheGroupsKeyIs() {
        Outcome isNull = keys(key(new KeyTest.IsNull(), true));
        Outcome equal = keys(key(compare(Comparison.EQUAL, "Asia"), true));

        assertThat(isNull.whenTrue()).isEqualTo(KeyConstraint.everything());
        assertThat(isNull.whenFalse()).isEqualTo(KeyConstraint.notNull());
        assertThat(equal.whenTrue().contains("Europe")).isFalse();
    }

    @Test
    void negatedSubquery_provesNothing() {
        assertThat(keys(new Condition.Not(new Condition.SomeRow(ASIA))).whenTrue())
                .isEqualTo(KeyConstraint.everything());
        assertThat(keys(new Condition.SomeRow(ASIA)).whenTrue())
                .isEqualTo(keys(ASIA).whenTrue());
    }

    @Test
    void nullParameter_isUnknown_orTestedIfItMayBeWrittenSo() {
        Condition equal = key(new KeyTest.Compare(Comparison.EQUAL, new Operand.Parameter(0), true), false);
        Condition unequal = key(new KeyTest.Compare(Comparison.NOT_EQUAL, new Operand.Parameter(0), true), false);
        Object[] nothing = {null};

        assertThat(keys(equal, nothing)).isEqualTo(Outcome.alwaysUnknown());
        assertThat(evaluation(false, nothing).keys(equal)).isEqualTo(Outcome.isNull());
        assertThat(evaluation(false, nothing).keys(unequal))
                .isEqualTo(Outcome.isNull().not());
    }

    @Test
    void undecidedValue_provesNothing() {
        Condition equal = key(new KeyTest.Compare(Comparison.EQUAL, new Operand.Parameter(0), false), false);
        Condition in = key(new KeyTest.In(List.of(new Operand.Parameter(0))), false);
        Condition like = key(new KeyTest.Like(new Operand.Parameter(0), null), false);

        assertThat(keys(equal, Operand.UNDECIDED)).isEqualTo(Outcome.unknown());
        assertThat(keys(in, List.of("Asia", Operand.UNDECIDED))).isEqualTo(Outcome.unknown());
        assertThat(keys(like, Operand.UNDECIDED)).isEqualTo(Outcome.unknown());
    }

    @Test
    void nullInList_isNeverFalse() {
        Condition in = key(new KeyTest.In(List.of(new Operand.Parameter(0))), false);

        Outcome outcome = keys(in, Arrays.asList("Asia", null));

        assertThat(outcome.whenTrue().contains("Asia")).isTrue();
        assertThat(outcome.whenTrue().contains("Europe")).isFalse();
        assertThat(outcome.whenFalse().isNothing()).isTrue();
    }

    @Test
    void entity_isInItsShard_andUnequalAnywhere() {
        Condition same = new Condition.SameEntity(0, "location", new Operand.Parameter(0));
        Evaluation evaluation = evaluation(true, "entity");

        assertThat(evaluation.keys(same).whenTrue()).isEqualTo(KeyConstraint.only(List.of("Asia", "Oceania")));
        assertThat(evaluation.shards(same).whenTrue()).isEqualTo(KeyConstraint.only("asia"));
        assertThat(evaluation.keys(new Condition.Not(same)).whenTrue()).isEqualTo(KeyConstraint.everything());
        assertThat(keys(same, "lost")).isEqualTo(Outcome.unknown());
        assertThat(keys(same, List.of("entity", "lost"))).isEqualTo(Outcome.unknown());
    }

    @Test
    void constants_areComparedWhereEveryDatabaseAgrees() {
        assertThat(keys(constants(Comparison.EQUAL, 1, 1L))).isEqualTo(Outcome.alwaysTrue());
        assertThat(keys(constants(Comparison.LESS, 2, 1.5))).isEqualTo(Outcome.alwaysFalse());
        assertThat(keys(constants(Comparison.NOT_EQUAL, true, false))).isEqualTo(Outcome.alwaysTrue());
        assertThat(keys(constants(Comparison.EQUAL, true, false))).isEqualTo(Outcome.alwaysFalse());
        assertThat(keys(constants(Comparison.LESS, true, false))).isEqualTo(Outcome.unknown());
        assertThat(keys(constants(Comparison.EQUAL, "a", "a"))).isEqualTo(Outcome.unknown());
        assertThat(keys(constants(Comparison.EQUAL, null, 1))).isEqualTo(Outcome.unknown());
        assertThat(keys(constants(Comparison.EQUAL, Double.NaN, 1))).isEqualTo(Outcome.unknown());
        assertThat(keys(new Condition.ConstantIsNull(new Operand.Literal(null))))
                .isEqualTo(Outcome.alwaysTrue());
        assertThat(keys(new Condition.ConstantIsNull(new Operand.Literal("a")))).isEqualTo(Outcome.alwaysFalse());
    }

    private static Condition constants(Comparison comparison, Object left, Object right) {
        return new Condition.Constants(comparison, new Operand.Literal(left), new Operand.Literal(right));
    }

    @Test
    void or_isThatOfItsParts_overKeysAndOverShards() {
        Condition same = new Condition.SameEntity(0, "location", new Operand.Parameter(0));
        Condition.Or or = new Condition.Or(List.of(ASIA, same));

        assertThat(keys(or, "entity")).isEqualTo(keys(ASIA).or(keys(same, "entity")));
        assertThat(evaluation(true, "entity").shards(or)).isEqualTo(Outcome.unknown());
        assertThat(evaluation(true, "entity").shards(new Condition.And(List.of(ASIA, same))))
                .isEqualTo(new Outcome(KeyConstraint.only("asia"), KeyConstraint.everything()));
    }

    @Test
    void computedCondition_isOverKeysOnly_andNullWhereTheRowMayBe() {
        KeyPredicate isNull = new KeyPredicate.IsNull(new Term.Key("continent"));

        assertThat(keys(new Condition.Computed(0, false, isNull)).whenTrue().contains("Asia"))
                .isFalse();
        assertThat(keys(new Condition.Computed(0, true, isNull)).whenTrue()).isEqualTo(KeyConstraint.everything());
        assertThat(evaluation(true).shards(new Condition.Computed(0, false, isNull)))
                .isEqualTo(Outcome.unknown());
    }

    static Stream<Arguments> likes() {
        Outcome exact = RULES.like(LikePattern.of("As!%", "!").orElseThrow());
        return Stream.of(
                arguments(
                        "A%",
                        Optional.empty(), RULES.like(LikePattern.of("A%", null).orElseThrow())),
                arguments("As!%", Optional.of("!"), exact),
                arguments("As!%", Optional.of('!'), exact),
                arguments(null, Optional.empty(), Outcome.alwaysUnknown()),
                arguments("A%", Optional.of(NULL), Outcome.alwaysUnknown()),
                arguments("A%", Optional.of(33), Outcome.unknown()),
                arguments("A%", Optional.of(Operand.UNDECIDED), Outcome.unknown()),
                arguments(65, Optional.empty(), Outcome.unknown()));
    }

    @ParameterizedTest
    @MethodSource("likes")
    void like_isUnknownWithoutPattern_andProvesNothingIfThatIsNoText(
            Object pattern, Optional<Object> escape, Outcome expected) {
        Operand character =
                escape.map(e -> new Operand.Literal(e == NULL ? null : e)).orElse(null);

        assertThat(keys(key(new KeyTest.Like(new Operand.Literal(pattern), character), false)))
                .isEqualTo(expected);
    }

    @Test
    void conditionOfAnotherGroup_isUnknown() {
        Condition both = new Condition.And(
                List.of(ASIA, new Condition.Key(1, "other", false, compare(Comparison.EQUAL, "Europe"))));

        assertThat(keys(both.of(List.of(0)))).isEqualTo(keys(ASIA).and(Outcome.unknown()));
    }
}
