package dev.meridian.sharding.testkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.testkit.oracle.Select.Form;
import dev.meridian.sharding.testkit.oracle.Select.From;
import dev.meridian.sharding.testkit.oracle.Select.Groups;
import dev.meridian.sharding.testkit.oracle.Select.Head;
import dev.meridian.sharding.testkit.oracle.Select.Item;
import dev.meridian.sharding.testkit.oracle.Select.Order;
import dev.meridian.sharding.testkit.oracle.Select.Ordering;
import dev.meridian.sharding.testkit.oracle.Select.Window;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Window WINDOW = new Window(1, 2);

    private final Comparison comparison = new Comparison(Equality.DERBY);

    @Test
    void rows_withoutAnOrder_mayComeInAny() {
        assertThat(same(ordered(false, false, Window.ALL), rows("a", "b", "a"), rows("b", "a", "a")))
                .isTrue();
        assertThat(same(ordered(false, false, Window.ALL), rows("a", "b", "a"), rows("b", "a", "b")))
                .isFalse();
        assertThat(same(ordered(false, false, Window.ALL), rows("a", "b"), rows("a")))
                .isFalse();
    }

    @Test
    void rows_ofATotalOrder_comeInThatOne() {
        assertThat(same(ordered(true, true, Window.ALL), rows("a", "b"), rows("a", "b")))
                .isTrue();
        assertThat(same(ordered(true, true, Window.ALL), rows("a", "b"), rows("b", "a")))
                .isFalse();
        assertThat(same(ordered(true, true, WINDOW), rows("a", "b"), rows("a", "c")))
                .isFalse();
    }

    @Test
    void rows_ofTies_maySwapButKeepTheirKeys() {
        Select ties = ordered(true, false, Window.ALL);
        Answer.Rows one = keyed(List.of("a", "b", "c"), 1, 1, 2);

        assertThat(same(ties, one, keyed(List.of("b", "a", "c"), 1, 1, 2))).isTrue();
        assertThat(same(ties, one, keyed(List.of("a", "c", "b"), 1, 2, 1))).isFalse();
    }

    @Test
    void rows_ofAWindowThatCutsATie_mayBeOthersOfTheSameKeys() {
        Select cut = ordered(true, false, WINDOW);

        assertThat(same(cut, keyed(List.of("a", "b"), 1, 1), keyed(List.of("a", "c"), 1, 1)))
                .isTrue();
        assertThat(same(cut, keyed(List.of("a", "b"), 1, 1), keyed(List.of("a", "c"), 1, 2)))
                .isFalse();
    }

    @Test
    void change_ofOtherRows_isADifference() {
        Bulk bulk = new Bulk(EntityDescription.of(Object.class, "code").build(), "o", List.of(), null, Map.of());
        Answer.Changed one = new Answer.Changed(1, Map.of("Object", List.of(List.of("a"))));

        assertThat(same(bulk, one, new Answer.Changed(1, Map.of("Object", List.of(List.of("a"))))))
                .isTrue();
        assertThat(same(bulk, one, new Answer.Changed(1, Map.of("Object", List.of(List.of("b"))))))
                .isFalse();
        assertThat(same(bulk, one, new Answer.Changed(2, Map.of("Object", List.of(List.of("a"))))))
                .isFalse();
    }

    @Test
    void failure_ofTheShardedUnit_isADifference_unlessOneDatabaseFailsToo() {
        Select any = ordered(false, false, Window.ALL);
        Answer failed = new Answer.Failed(new IllegalStateException());

        assertThat(same(any, failed, failed)).isTrue();
        assertThat(same(any, failed, rows("a"))).isTrue();
        assertThat(same(any, rows("a"), failed)).isFalse();
    }

    @Test
    void values_areEqualAsTheDatabaseSays_andOfOneType() {
        assertThat(Equality.DERBY.same("a", "a  ")).isTrue();
        assertThat(Equality.EXACT.same("a", "a  ")).isFalse();
        assertThat(Equality.DERBY.same("a", " a")).isFalse();
        assertThat(Equality.DERBY.same(new BigDecimal("1.0"), new BigDecimal("1.00")))
                .isTrue();
        assertThat(Equality.DERBY.same(0.1 + 0.2, 0.3)).isTrue();
        assertThat(Equality.DERBY.same(0.3, 0.300001)).isFalse();
        assertThat(Equality.DERBY.same(1, 1L)).isFalse();
        assertThat(Equality.DERBY.same(null, null)).isTrue();
        assertThat(Equality.DERBY.same(null, "")).isFalse();
    }

    private boolean same(Statement statement, Answer one, Answer other) {
        return comparison.difference(statement, one, other).isEmpty();
    }

    private static Select ordered(boolean ordered, boolean total, Window window) {
        List<Order> keys = ordered ? List.of(new Order("p.a", "", 0, "")) : List.of();
        return new Select(
                new Head(false, Form.PLAIN, List.of(Item.of("p.a"))),
                new From("Place p", "p.key", List.of(), List.of()),
                null,
                Groups.NONE,
                new Ordering(keys, window, total ? Set.of("p.a") : Set.of()),
                List.of(),
                Map.of());
    }

    private static Answer.Rows rows(String... values) {
        return new Answer.Rows(
                Arrays.stream(values).map(List::<Object>of).toList(),
                Arrays.stream(values).map(value -> List.of()).toList());
    }

    private static Answer.Rows keyed(List<String> values, Integer... keys) {
        return new Answer.Rows(
                values.stream().map(List::<Object>of).toList(),
                Arrays.stream(keys).map(List::<Object>of).toList());
    }
}
