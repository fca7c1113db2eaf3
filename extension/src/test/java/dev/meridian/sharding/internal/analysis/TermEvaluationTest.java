package dev.meridian.sharding.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.internal.constraint.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What computed conditions say of the key Asia, if nothing else is said. */
class TermEvaluationTest {

    private static final Term KEY = new Term.Key("key");
    private static final Term OTHER = new Term.Other();
    private static final Term NULL = constant(null);
    private static final KeyPredicate HOLDS = equal(KEY, constant("Asia"));
    private static final KeyPredicate FAILS = equal(KEY, constant("Europe"));
    private static final KeyPredicate UNKNOWN = between(KEY, NULL);
    private static final KeyPredicate UNDECIDED = new KeyPredicate.Unknown();

    private static Term constant(Object value) {
        return new Term.Constant(new Operand.Literal(value));
    }

    private static KeyPredicate compare(Comparison comparison, Term left, Term right) {
        return new KeyPredicate.Compare(comparison, left, right, true);
    }

    private static KeyPredicate equal(Term left, Term right) {
        return compare(Comparison.EQUAL, left, right);
    }

    private static KeyPredicate between(Term value, Term low) {
        return new KeyPredicate.Compare(Comparison.GREATER_OR_EQUAL, value, low, false);
    }

    private static KeyPredicate not(KeyPredicate part) {
        return new KeyPredicate.Not(part);
    }

    private static KeyPredicate in(Term value, Object... values) {
        return new KeyPredicate.In(
                value, Arrays.stream(values).<Operand>map(Operand.Literal::new).toList());
    }

    private static Term function(Term.Function.Kind kind, Term... arguments) {
        return new Term.Function(kind, List.of(arguments));
    }

    private static TermEvaluation of(Object key, TextRules texts) {
        return new TermEvaluation(key, texts, index -> null, true, Locale.ROOT);
    }

    private static Verdict verdict(KeyPredicate predicate) {
        return of("Asia", TextRules.PADDED).verdict(predicate);
    }

    private static Object value(Term term) {
        return of("Asia", TextRules.PADDED).value(term);
    }

    @Test
    void comparison_isTheDatabases() {
        assertThat(verdict(equal(KEY, constant("Asia  ")))).isEqualTo(Verdict.HOLDS);
        assertThat(verdict(equal(KEY, constant("asia")))).isEqualTo(Verdict.FAILS);
        assertThat(verdict(compare(Comparison.NOT_EQUAL, KEY, constant("asia"))))
                .isEqualTo(Verdict.HOLDS);
        assertThat(verdict(compare(Comparison.LESS, KEY, constant("B")))).isEqualTo(Verdict.HOLDS);
        assertThat(verdict(compare(Comparison.GREATER, KEY, constant("B")))).isEqualTo(Verdict.FAILS);
        assertThat(of("Asia", TextRules.EXACT).verdict(compare(Comparison.LESS, KEY, constant("B"))))
                .isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void comparison_ofWholeNumbers_isKnown_ofOthersNot() {
        TermEvaluation seven = of(7, TextRules.PADDED);
        assertThat(seven.verdict(equal(KEY, constant(7L)))).isEqualTo(Verdict.HOLDS);
        assertThat(seven.verdict(compare(Comparison.LESS, KEY, constant((short) 8))))
                .isEqualTo(Verdict.HOLDS);
        assertThat(seven.verdict(equal(KEY, constant(7.0)))).isEqualTo(Verdict.UNDECIDED);
        assertThat(seven.verdict(equal(constant(7.0), KEY))).isEqualTo(Verdict.UNDECIDED);
        assertThat(seven.verdict(equal(KEY, constant("7")))).isEqualTo(Verdict.UNDECIDED);
        assertThat(verdict(equal(KEY, constant(7)))).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void comparison_withNull_isUnknown_orUndecidedWhereItMayBeWrittenOtherwise() {
        assertThat(of(null, TextRules.PADDED).verdict(HOLDS)).isEqualTo(Verdict.IS_NULL);
        assertThat(of(null, TextRules.PADDED).verdict(equal(KEY, OTHER))).isEqualTo(Verdict.UNDECIDED);
        assertThat(verdict(equal(KEY, OTHER))).isEqualTo(Verdict.UNDECIDED);
        assertThat(verdict(equal(OTHER, NULL))).isEqualTo(Verdict.UNDECIDED);
        assertThat(verdict(UNKNOWN)).isEqualTo(Verdict.IS_NULL);
        assertThat(verdict(equal(KEY, NULL))).isEqualTo(Verdict.UNDECIDED);
        assertThat(verdict(equal(NULL, KEY))).isEqualTo(Verdict.UNDECIDED);

        Term parameter = new Term.Constant(new Operand.Parameter(0));
        assertThat(verdict(equal(KEY, parameter))).isEqualTo(Verdict.IS_NULL);
        TermEvaluation unbound = new TermEvaluation("Asia", TextRules.PADDED, index -> null, false, Locale.ROOT);
        assertThat(unbound.verdict(equal(KEY, parameter))).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void logic_hasThreeValues_andUndecided() {
        assertThat(verdict(new KeyPredicate.And(List.of()))).isEqualTo(Verdict.HOLDS);
        assertThat(verdict(and(HOLDS, HOLDS))).isEqualTo(Verdict.HOLDS);
        assertThat(verdict(and(HOLDS, FAILS))).isEqualTo(Verdict.FAILS);
        assertThat(verdict(and(FAILS, UNDECIDED))).isEqualTo(Verdict.FAILS);
        assertThat(verdict(and(UNDECIDED, FAILS))).isEqualTo(Verdict.FAILS);
        assertThat(verdict(and(UNKNOWN, HOLDS))).isEqualTo(Verdict.IS_NULL);
        assertThat(verdict(and(HOLDS, UNKNOWN))).isEqualTo(Verdict.IS_NULL);
        assertThat(verdict(and(UNKNOWN, UNKNOWN))).isEqualTo(Verdict.IS_NULL);
        assertThat(verdict(and(UNKNOWN, UNDECIDED))).isEqualTo(Verdict.UNDECIDED);
        assertThat(verdict(and(UNDECIDED, UNKNOWN))).isEqualTo(Verdict.UNDECIDED);
        assertThat(verdict(and(UNDECIDED, HOLDS))).isEqualTo(Verdict.UNDECIDED);
        assertThat(verdict(not(HOLDS))).isEqualTo(Verdict.FAILS);
        assertThat(verdict(not(FAILS))).isEqualTo(Verdict.HOLDS);
        assertThat(verdict(not(UNKNOWN))).isEqualTo(Verdict.IS_NULL);
        assertThat(verdict(not(UNDECIDED))).isEqualTo(Verdict.UNDECIDED);
        assertThat(verdict(KeyPredicate.or(List.of(FAILS, HOLDS)))).isEqualTo(Verdict.HOLDS);
        assertThat(verdict(KeyPredicate.or(List.of(FAILS, FAILS)))).isEqualTo(Verdict.FAILS);
        assertThat(verdict(KeyPredicate.or(List.of(UNDECIDED, HOLDS)))).isEqualTo(Verdict.HOLDS);
    }

    private static KeyPredicate and(KeyPredicate one, KeyPredicate other) {
        return new KeyPredicate.And(List.of(one, other));
    }

    @Test
    void in_holdsForOneOfTheList_andIsUnknownBesideANull() {
        assertThat(verdict(in(KEY, "Europe", "Asia"))).isEqualTo(Verdict.HOLDS);
        assertThat(verdict(in(KEY, "Europe", List.of("Africa", "Asia")))).isEqualTo(Verdict.HOLDS);
        assertThat(verdict(in(KEY, "Europe"))).isEqualTo(Verdict.FAILS);
        assertThat(verdict(in(KEY, List.of()))).isEqualTo(Verdict.FAILS);
        assertThat(verdict(in(KEY, "Europe", null))).isEqualTo(Verdict.IS_NULL);
        assertThat(verdict(in(KEY, null, "Asia"))).isEqualTo(Verdict.HOLDS);
        assertThat(verdict(in(KEY, "Europe", Operand.UNDECIDED))).isEqualTo(Verdict.UNDECIDED);
        assertThat(verdict(in(OTHER, List.of()))).isEqualTo(Verdict.UNDECIDED);
        assertThat(verdict(in(OTHER, "Asia"))).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void like_isEvaluated_withAnEscapeToo() {
        assertThat(verdict(like(KEY, "A%", null))).isEqualTo(Verdict.HOLDS);
        assertThat(verdict(like(KEY, "E%", null))).isEqualTo(Verdict.FAILS);
        assertThat(verdict(like(KEY, "A!%", "!"))).isEqualTo(Verdict.FAILS);
        assertThat(verdict(like(KEY, "A!", "!"))).isEqualTo(Verdict.UNDECIDED);
        assertThat(verdict(like(KEY, 7, null))).isEqualTo(Verdict.UNDECIDED);
        assertThat(of(7, TextRules.PADDED).verdict(like(KEY, "7", null))).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void like_withANull_isUnknown_andWithAnythingUndecidedUndecided() {
        assertThat(verdict(like(KEY, null, null))).isEqualTo(Verdict.IS_NULL);
        assertThat(of(null, TextRules.PADDED).verdict(like(KEY, "A%", null))).isEqualTo(Verdict.IS_NULL);
        assertThat(verdict(
                        new KeyPredicate.Like(KEY, new Operand.Literal("A%"), Optional.of(new Operand.Literal(null)))))
                .isEqualTo(Verdict.IS_NULL);
        assertThat(verdict(like(OTHER, null, null))).isEqualTo(Verdict.UNDECIDED);
        assertThat(verdict(like(KEY, Operand.UNDECIDED, null))).isEqualTo(Verdict.UNDECIDED);
        assertThat(verdict(new KeyPredicate.Like(
                        KEY, new Operand.Literal(null), Optional.of(new Operand.Literal(Operand.UNDECIDED)))))
                .isEqualTo(Verdict.UNDECIDED);
    }

    private static KeyPredicate like(Term value, Object pattern, String escape) {
        return new KeyPredicate.Like(
                value, new Operand.Literal(pattern), Optional.ofNullable(escape).map(Operand.Literal::new));
    }

    @Test
    void isNull_isTrueOrFalse() {
        assertThat(verdict(new KeyPredicate.IsNull(KEY))).isEqualTo(Verdict.FAILS);
        assertThat(verdict(new KeyPredicate.IsNull(NULL))).isEqualTo(Verdict.HOLDS);
        assertThat(verdict(new KeyPredicate.IsNull(OTHER))).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void coalesce_takesTheFirstThatIsNotNull() {
        assertThat(value(new Term.Coalesce(List.of(NULL, KEY, constant("x"))))).isEqualTo("Asia");
        assertThat(value(new Term.Coalesce(List.of(OTHER, KEY)))).isEqualTo(Operand.UNDECIDED);
        assertThat(value(new Term.Coalesce(List.of(NULL, NULL)))).isNull();
    }

    @Test
    void nullIf_isNullIfBothAreEqual() {
        assertThat(value(new Term.NullIf(KEY, constant("Asia ")))).isNull();
        assertThat(value(new Term.NullIf(KEY, constant("x")))).isEqualTo("Asia");
        assertThat(value(new Term.NullIf(KEY, NULL))).isEqualTo("Asia");
        assertThat(value(new Term.NullIf(KEY, OTHER))).isEqualTo(Operand.UNDECIDED);
    }

    @Test
    void cases_takeTheFirstBranchThatHolds() {
        assertThat(value(cases(FAILS, HOLDS))).isEqualTo(2);
        assertThat(value(cases(HOLDS, HOLDS))).isEqualTo(1);
        assertThat(value(cases(UNKNOWN, FAILS))).isEqualTo(3);
        assertThat(value(cases(UNDECIDED, HOLDS))).isEqualTo(Operand.UNDECIDED);
        assertThat(value(cases(HOLDS, UNDECIDED))).isEqualTo(1);
    }

    private static Term cases(KeyPredicate first, KeyPredicate second) {
        return new Term.Case(
                List.of(new Term.Case.When(first, constant(1)), new Term.Case.When(second, constant(2))), constant(3));
    }

    @Test
    void function_ofNull_isNull_ofWhatIsNotKnownUndecided() {
        assertThat(value(function(Term.Function.Kind.LENGTH, KEY))).isEqualTo(4);
        assertThat(value(function(Term.Function.Kind.CONCAT, KEY, NULL))).isNull();
        assertThat(value(function(Term.Function.Kind.CONCAT, OTHER, NULL))).isEqualTo(Operand.UNDECIDED);
        assertThat(value(function(Term.Function.Kind.LENGTH, constant(7)))).isEqualTo(Operand.UNDECIDED);
        assertThat(value(function(Term.Function.Kind.LENGTH, constant("\t")))).isEqualTo(Operand.UNDECIDED);
    }

    @Test
    void blanks_thatALiteralMayGet_countOnlyWhereTheDatabaseHasNone() {
        for (Term padded : List.of(
                new Term.Coalesce(List.of(KEY)),
                new Term.NullIf(KEY, constant("x")),
                new Term.Case(List.of(new Term.Case.When(HOLDS, KEY)), KEY))) {
            Term length = function(Term.Function.Kind.LENGTH, padded);
            assertThat(value(length)).isEqualTo(Operand.UNDECIDED);
            assertThat(of("Asia", TextRules.EXACT).value(length)).isEqualTo(4);
            assertThat(verdict(like(padded, "A%", null))).isEqualTo(Verdict.UNDECIDED);
        }
    }
}
