package dev.meridian.sharding.testkit.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One unit, as if each value of the shard key were a shard of its own. */
final class Shards {

    private final Answering unit;
    private final List<String> keys;

    Shards(Answering unit, UnitDescription description) {
        this.unit = unit;
        this.keys = description.entities().stream()
                .flatMap(entity -> entity.key().stream())
                .flatMap(key -> key.samples().stream())
                .map(String::valueOf)
                .toList();
    }

    List<String> keys() {
        return keys;
    }

    Answer whole(Statement statement) {
        return unit.answer(statement);
    }

    /** The answers for each key, one after the other; the first failure if one fails. */
    Answer concatenated(Select select) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<List<@Nullable Object>> shown = new ArrayList<>();
        for (String key : keys) {
            Answer part = unit.answer(narrowed(select, "= '" + key + "'"));
            if (!(part instanceof Answer.Rows some)) {
                return part;
            }
            rows.addAll(some.rows());
            shown.addAll(some.keys());
        }
        return new Answer.Rows(rows, shown);
    }

    /** The statement without the rows of one key. */
    Select without(Select select, String key) {
        return narrowed(
                select,
                keys.stream()
                        .filter(other -> !other.equals(key))
                        .map(other -> "'" + other + "'")
                        .collect(Collectors.joining(", ", "IN (", ")")));
    }

    private static Select narrowed(Select select, String test) {
        Condition.Leaf narrow = new Condition.Leaf(select.from().keyPath() + " " + test);
        return select.withWhere(
                        select.where() == null ? narrow : new Condition.Group("AND", List.of(select.where(), narrow)))
                .withOthers(select.others().stream()
                        .map(branch -> new Select.Branch(branch.operator(), narrowed(branch.select(), test)))
                        .toList());
    }
}
