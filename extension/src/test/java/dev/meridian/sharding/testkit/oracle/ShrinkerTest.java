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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShrinkerTest {

    private static final Select LARGE = new Select(
            new Head(true, Form.TUPLE, List.of(Item.of("p.a"), Item.of("p.b"))),
            new From("Place p", "p.key", List.of("JOIN p.visits v"), List.of()),
            new Condition.Group(
                    "OR", List.of(new Condition.Leaf("p.a = 1"), new Condition.Not(new Condition.Leaf("p.b = 2")))),
            Groups.NONE,
            new Ordering(List.of(new Order("p.a", " DESC", 0, "")), new Window(1, 2), Set.of("p.a")),
            List.of(),
            Map.of());

    @Test
    void shrink_keepsWhatTheFailureNeedsOnly() {
        Statement smallest = new Shrinker(statement -> statement.jpql().contains("p.b = 2")).shrink(LARGE);

        assertThat(smallest.jpql()).isEqualTo("SELECT p.b FROM Place p WHERE p.b = 2");
        assertThat(((Select) smallest).ordering().window()).isEqualTo(Window.ALL);
    }

    @Test
    void shrink_ofWhatNothingSmallerFails_isTheSame() {
        assertThat(new Shrinker(LARGE::equals).shrink(LARGE)).isEqualTo(LARGE);
    }
}
