package dev.meridian.sharding.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReasonsTest {

    private static final Operand VALUE = new Operand.Literal("secret");
    private static final Condition EQUAL = key(new KeyTest.Compare(Comparison.EQUAL, VALUE, true));
    private static final Condition LESS = key(new KeyTest.Compare(Comparison.LESS, VALUE, true));
    private static final Condition IN = key(new KeyTest.In(List.of(VALUE)));
    private static final Condition CITY = new Condition.Unknown("city");
    private static final Condition FALSE =
            new Condition.Constants(Comparison.EQUAL, new Operand.Literal(1), new Operand.Literal(0));
    private static final Condition NULL = new Condition.ConstantIsNull(VALUE);
    private static final Condition SAME = new Condition.SameEntity(0, "location", VALUE);

    private static Condition key(KeyTest test) {
        return new Condition.Key(0, "key", false, test);
    }

    private static Condition and(Condition... parts) {
        return new Condition.And(List.of(parts));
    }

    private static Condition or(Condition... parts) {
        return new Condition.Or(List.of(parts));
    }

    private static Condition not(Condition part) {
        return new Condition.Not(part);
    }

    @Test
    void condition_isNamedByItsOperator_negatedToo() {
        assertProof(EQUAL, "key = …");
        assertProof(not(EQUAL), "key <> …");
        assertProof(not(LESS), "key >= …");
        assertProof(IN, "key IN (…)");
        assertProof(not(IN), "key NOT IN (…)");
        assertProof(key(new KeyTest.Like(VALUE, null)), "key LIKE …");
        assertProof(not(key(new KeyTest.Like(VALUE, null))), "key NOT LIKE …");
        assertProof(key(new KeyTest.IsNull()), "key IS NULL");
        assertProof(not(key(new KeyTest.IsNull())), "key IS NOT NULL");
    }

    @Test
    void nullSuppliedKey_isNull_provesNothing_otherTestsDo() {
        assertNoProof(new Condition.Key(0, "key", true, new KeyTest.IsNull()));
        assertProof(not(new Condition.Key(0, "key", true, new KeyTest.IsNull())), "key IS NOT NULL");
        assertProof(new Condition.Key(0, "key", true, new KeyTest.In(List.of(VALUE))), "key IN (…)");
    }

    @Test
    void and_tellsAllThatProves_andConstantsOnlyIfNothingElseDoes() {
        assertProof(and(EQUAL, CITY, IN), "key = … AND key IN (…)");
        assertProof(and(EQUAL, EQUAL), "key = … AND key = …");
        assertProof(and(EQUAL, FALSE, not(NULL)), "key = …");
        assertProof(and(FALSE, CITY), "a condition on constants");
        assertNoProof(and(CITY, CITY));
    }

    @Test
    void or_provesIfEachOfItDoes() {
        assertProof(or(EQUAL, LESS), "(key = … OR key < …)");
        assertProof(or(EQUAL, EQUAL), "key = …");
        assertProof(or(and(EQUAL, CITY), FALSE), "(key = … OR a condition on constants)");
        assertProof(or(and(or(EQUAL, LESS))), "(key = … OR key < …)");
        assertNoProof(or(EQUAL, CITY));
    }

    @Test
    void not_exchangesAndWithOr() {
        assertProof(not(or(EQUAL, CITY, LESS)), "key <> … AND key >= …");
        assertProof(not(and(EQUAL, LESS)), "(key <> … OR key >= …)");
        assertNoProof(not(and(EQUAL, CITY)));
    }

    @Test
    void condition_ofManyLevels_isReadOnce() {
        Condition deep = or(EQUAL, new Condition.Unknown("city"));
        for (int level = 0; level < 500; level++) {
            deep = level % 2 == 0 ? and(deep, new Condition.Unknown("city")) : or(deep, NULL);
        }
        Condition condition = deep;

        // Read twice at each level it would take longer than anybody waits.
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(Reasons.proof(condition)).isEmpty());
    }

    @Test
    void subqueryAndEntity_proveIfTheyHold() {
        assertProof(new Condition.SomeRow(EQUAL), "a row of the subquery with key = …");
        assertNoProof(new Condition.SomeRow(CITY));
        assertNoProof(not(new Condition.SomeRow(EQUAL)));
        assertProof(SAME, "location = …");
        assertNoProof(not(SAME));
    }

    @Test
    void absence_namesTheObstacle() {
        assertAbsence(and(CITY), "no condition on the shard key");
        assertAbsence(or(EQUAL, CITY), "OR with city, which is not the shard key");
        assertAbsence(or(EQUAL, not(CITY)), "OR with city, which is not the shard key");
        assertAbsence(or(EQUAL, and(CITY, CITY)), "OR with city, which is not the shard key");
        assertAbsence(or(EQUAL, and()), "OR with another condition");
        assertAbsence(or(EQUAL, Condition.unknown()), "OR with another condition");
        assertAbsence(and(CITY, or(and(EQUAL), CITY)), "OR with city, which is not the shard key");
        assertAbsence(or(CITY, CITY), "no condition on the shard key");
        assertAbsence(or(EQUAL, LESS), "no condition on the shard key");
        assertAbsence(EQUAL, "a condition that can be true for every shard key");
        assertAbsence(not(and(CITY, or(CITY, EQUAL))), "a condition that can be true for every shard key");
        assertAbsence(not(CITY), "no condition on the shard key");
        assertAbsence(not(and(CITY, CITY)), "no condition on the shard key");
        assertAbsence(SAME, "location = …, whose shard is not known");
    }

    @Test
    void values_areToldInTheirOwnWords() {
        Operand list = new Operand.Literal(List.of("a'b", 7));
        Operand parameter = new Operand.Parameter(0);
        assertProofWithValues(EQUAL, "key = 'secret'");
        assertProofWithValues(key(new KeyTest.In(List.of(VALUE, list))), "key IN ('secret', 'a''b', 7)");
        assertProofWithValues(not(key(new KeyTest.Like(parameter, null))), "key NOT LIKE 'x'");
        assertProofWithValues(key(new KeyTest.Compare(Comparison.LESS, new Operand.Literal(null), true)), "key < NULL");
        assertProofWithValues(new Condition.SameEntity(0, "location", new Operand.Literal(this)), "location = …");
        assertProofWithValues(
                new Condition.SameEntity(0, "location", new Operand.Literal(Operand.UNDECIDED)), "location = …");
        Term upper = new Term.Function(Term.Function.Kind.UPPER, List.of(new Term.Key("key")));
        assertProofWithValues(
                not(new Condition.Computed(0, false, new KeyPredicate.In(upper, List.of(VALUE, list)))),
                "UPPER(key) NOT IN ('secret', 'a''b', 7)");
    }

    private static void assertProofWithValues(Condition condition, String expected) {
        assertThat(Reasons.proof(condition, Words.withValues(index -> "x"))).contains(expected);
    }

    @Test
    void computedCondition_isWrittenAsInTheQuery() {
        Term key = new Term.Key("key");
        Term value = new Term.Constant(VALUE);
        Term upper = new Term.Function(Term.Function.Kind.UPPER, List.of(key));
        KeyPredicate less = new KeyPredicate.Compare(Comparison.LESS, upper, value, true);
        KeyPredicate isNull = new KeyPredicate.IsNull(new Term.NullIf(key, value));
        KeyPredicate like = new KeyPredicate.Like(new Term.Coalesce(List.of(key, value)), VALUE, Optional.empty());

        assertProof(computed(less), "UPPER(key) < …");
        assertProof(not(computed(less)), "UPPER(key) >= …");
        assertProof(computed(isNull), "NULLIF(key, …) IS NULL");
        assertProof(not(computed(isNull)), "NULLIF(key, …) IS NOT NULL");
        assertProof(computed(like), "COALESCE(key, …) LIKE …");
        assertProof(computed(new KeyPredicate.Not(like)), "COALESCE(key, …) NOT LIKE …");
        assertProof(computed(new KeyPredicate.In(upper, List.of(VALUE))), "UPPER(key) IN (…)");
        assertProof(
                computed(new KeyPredicate.And(List.of(isNull, new KeyPredicate.Unknown()))),
                "NULLIF(key, …) IS NULL AND …");
        assertProof(
                computed(KeyPredicate.or(List.of(isNull, new KeyPredicate.Unknown()))), "NULLIF(key, …) IS NULL OR …");
        Term cases = new Term.Case(List.of(new Term.Case.When(less, value)), new Term.Other());
        assertProof(
                computed(new KeyPredicate.Compare(Comparison.EQUAL, cases, new Term.Other(), false)),
                "CASE UPPER(key) < … … = …");
    }

    @Test
    void computedCondition_isTheShardKey() {
        assertAbsence(or(computed(new KeyPredicate.Unknown()), CITY), "OR with city, which is not the shard key");
    }

    private static Condition computed(KeyPredicate predicate) {
        return new Condition.Computed(0, false, predicate);
    }

    private static void assertProof(Condition condition, String expected) {
        assertThat(Reasons.proof(condition)).contains(expected);
    }

    private static void assertNoProof(Condition condition) {
        assertThat(Reasons.proof(condition)).isEmpty();
    }

    private static void assertAbsence(Condition condition, String expected) {
        assertThat(Reasons.absence(condition)).isEqualTo(expected);
    }
}
