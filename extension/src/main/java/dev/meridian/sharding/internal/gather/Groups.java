package dev.meridian.sharding.internal.gather;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Combines partial rows to groups, in one pass. */
final class Groups {

    private static final class Group {
        final GatherRow first;
        final List<Accumulator> accumulators;

        Group(GatherRow first, List<Accumulator> accumulators) {
            this.first = first;
            this.accumulators = accumulators;
        }
    }

    private final Grouping grouping;
    private final Semantics semantics;
    private final List<Scalar> keys;
    private final Map<Object, Group> groups = new LinkedHashMap<>();

    Groups(Grouping grouping, Semantics semantics) {
        this.grouping = grouping;
        this.semantics = semantics;
        this.keys = Stream.<Scalar>concat(
                        grouping.keyColumns().stream().map(Column::new),
                        grouping.entityIds().stream().map(ShardOf::new))
                .toList();
    }

    /** Reads all rows. */
    void addAll(Iterator<GatherRow> rows) {
        rows.forEachRemaining(this::add);
        if (groups.isEmpty() && grouping.isOfAll()) {
            groups.put(List.of(), begun(GatherRow.of(null)));
        }
    }

    private void add(GatherRow row) {
        Object key = RowKey.of(keys, grouping.shardIsKey(), row, semantics);
        Group group = groups.computeIfAbsent(key, ignored -> begun(row));
        group.accumulators.forEach(accumulator -> accumulator.add(row));
    }

    private Group begun(GatherRow row) {
        return new Group(
                row,
                grouping.aggregates().stream()
                        .map(aggregate -> Accumulators.of(aggregate, semantics))
                        .toList());
    }

    /** The texts that the aggregates compare. */
    void addCompared(ComparedTexts texts) {
        groups.values().forEach(group -> group.accumulators.forEach(accumulator -> accumulator.addTexts(texts)));
    }

    /** The texts in the groups' keys, and in what is computed of these. */
    void addKeys(ComparedTexts texts) {
        for (Group group : groups.values()) {
            Stream.concat(grouping.keyColumns().stream(), grouping.carried().stream())
                    .map(group.first::get)
                    .filter(String.class::isInstance)
                    .forEach(text -> texts.add(null, (String) text));
        }
    }

    /** One row a group. */
    List<GatherRow> rows() {
        List<GatherRow> rows = new ArrayList<>();
        groups.values().forEach(group -> rows.add(row(group)));
        return rows;
    }

    private GatherRow row(Group group) {
        List<Integer> columns = grouping.keyColumns();
        List<Integer> carried = grouping.carried();
        @Nullable Object[] values = new @Nullable Object[columns.size() + group.accumulators.size() + carried.size()];
        int place = 0;
        for (int column : columns) {
            values[place++] = group.first.get(column);
        }
        for (Accumulator accumulator : group.accumulators) {
            values[place++] = accumulator.result();
        }
        for (int column : carried) {
            values[place++] = group.first.get(column);
        }
        boolean isOfOneShard = grouping.shardIsKey()
                || grouping.entityIds().stream().anyMatch(column -> group.first.get(column) != null);
        return GatherRow.of(isOfOneShard ? group.first.shard() : null, values);
    }
}
