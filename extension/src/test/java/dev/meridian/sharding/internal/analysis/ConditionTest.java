package dev.meridian.sharding.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionTest {

    private static final Operand VALUE = new Operand.Literal("Asia");
    private static final Condition HERE = new Condition.Key(0, "key", false, new KeyTest.IsNull());
    private static final Condition ELSEWHERE = new Condition.Key(1, "other", false, new KeyTest.IsNull());
    private static final Condition UNKNOWN = new Condition.Unknown("other");
    private static final Condition SAME_HERE = new Condition.SameEntity(0, "location", VALUE);
    private static final Condition SAME_ELSEWHERE = new Condition.SameEntity(1, "location", VALUE);
    private static final Condition COMPUTED_HERE = computed(0);
    private static final Condition CONSTANT = new Condition.ConstantIsNull(VALUE);
    private static final List<Integer> GROUP = List.of(0);

    private static Condition computed(int variable) {
        return new Condition.Computed(variable, false, new KeyPredicate.Unknown());
    }

    @Test
    void and_ofOneCondition_isThatCondition() {
        assertThat(Condition.and(List.of(HERE))).isSameAs(HERE);
        assertThat(Condition.and(List.of(HERE, ELSEWHERE))).isEqualTo(new Condition.And(List.of(HERE, ELSEWHERE)));
        assertThat(Condition.and(List.of())).isEqualTo(new Condition.And(List.of()));
    }

    @Test
    void of_conditionOfTheGroup_isItself() {
        assertThat(HERE.of(GROUP)).isSameAs(HERE);
        assertThat(SAME_HERE.of(GROUP)).isSameAs(SAME_HERE);
        assertThat(COMPUTED_HERE.of(GROUP)).isSameAs(COMPUTED_HERE);
        assertThat(CONSTANT.of(GROUP)).isSameAs(CONSTANT);
    }

    @Test
    void of_conditionOfAnotherGroup_isUnknown() {
        assertThat(ELSEWHERE.of(GROUP)).isEqualTo(UNKNOWN);
        assertThat(SAME_ELSEWHERE.of(GROUP)).isEqualTo(new Condition.Unknown(null));
        assertThat(computed(1).of(GROUP)).isEqualTo(new Condition.Unknown(null));
    }

    @Test
    void of_compoundCondition_isThatOfItsParts() {
        List<Condition> parts = List.of(HERE, ELSEWHERE);
        List<Condition> left = List.of(HERE, UNKNOWN);

        assertThat(new Condition.And(parts).of(GROUP)).isEqualTo(new Condition.And(left));
        assertThat(new Condition.Or(parts).of(GROUP)).isEqualTo(new Condition.Or(left));
        assertThat(new Condition.Not(ELSEWHERE).of(GROUP)).isEqualTo(new Condition.Not(UNKNOWN));
        assertThat(new Condition.SomeRow(ELSEWHERE).of(GROUP)).isEqualTo(new Condition.SomeRow(UNKNOWN));
    }

    @Test
    void comparesEntities_whereverOneIsCompared() {
        assertThat(SAME_HERE.comparesEntities()).isTrue();
        assertThat(new Condition.And(List.of(HERE, SAME_HERE)).comparesEntities())
                .isTrue();
        assertThat(new Condition.Or(List.of(HERE, SAME_HERE)).comparesEntities())
                .isTrue();
        assertThat(new Condition.Not(SAME_HERE).comparesEntities()).isTrue();
        assertThat(new Condition.SomeRow(SAME_HERE).comparesEntities()).isTrue();
    }

    @Test
    void comparesEntities_nowhere_isFalse() {
        assertThat(HERE.comparesEntities()).isFalse();
        assertThat(new Condition.And(List.of(HERE, CONSTANT)).comparesEntities())
                .isFalse();
        assertThat(new Condition.Or(List.of(HERE, CONSTANT)).comparesEntities()).isFalse();
        assertThat(new Condition.Not(HERE).comparesEntities()).isFalse();
        assertThat(new Condition.SomeRow(HERE).comparesEntities()).isFalse();
    }
}
