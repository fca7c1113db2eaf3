package dev.meridian.sharding.internal.gather;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Gathers by the rules of one database. Immutable and safe for threads; what it returns is for one thread. */
public final class ShardGatherer implements Gatherer {
    private static final int CHUNK = 500;

    private final DatabaseValues values;

    public ShardGatherer(DatabaseValues values) {
        this.values = values;
    }

    @Override
    public Iterator<GatherRow> gather(GatherPlan plan, List<ShardRows> shards) {
        return RefusingRows.named(
                plan.subject(), () -> new RefusingRows(plan.subject(), result(plan, shards, new Semantics(values))));
    }

    @Override
    public List<GatherRow> combine(
            String subject, SetOperation operation, List<GatherRow> left, List<GatherRow> right, RowEquality equality) {
        return RefusingRows.named(
                subject, () -> new SetCombination(equality, new Semantics(values)).of(operation, left, right));
    }

    private static Iterator<GatherRow> result(GatherPlan plan, List<ShardRows> shards, Semantics semantics) {
        Iterator<GatherRow> rows = plan.grouping() == null
                ? source(plan, shards, semantics)
                : groups(plan, plan.grouping(), shards, semantics);
        Scalar having = plan.having();
        if (having != null) {
            rows = LazyRows.filtered(rows, row -> Boolean.TRUE.equals(having.value(row, semantics)));
        }
        Distinct distinct = plan.distinct();
        if (distinct != null) {
            rows = LazyRows.filtered(rows, new FirstOfEqual(distinct, semantics));
        }
        if (!plan.ordered() && !plan.order().isEmpty()) {
            rows = sorted(plan, rows, semantics);
        }
        Window window = plan.window();
        if (window != null) {
            rows = LazyRows.windowed(rows, window);
        }
        return projected(plan, rows, semantics);
    }

    private static Iterator<GatherRow> source(GatherPlan plan, List<ShardRows> shards, Semantics semantics) {
        if (!plan.ordered()) {
            return LazyRows.concatenated(shards);
        }
        RowOrder order = new RowOrder(plan.order(), semantics);
        return new MergedRows(plan.subject(), shards, order, order.isRanked() ? chunk(plan) : 1);
    }

    private static Iterator<GatherRow> groups(
            GatherPlan plan, Grouping grouping, List<ShardRows> shards, Semantics semantics) {
        Groups groups = new Groups(grouping, semantics);
        groups.addAll(LazyRows.concatenated(shards));
        ComparedTexts texts = new ComparedTexts();
        groups.addCompared(texts);
        if (semantics.isRanked(null) && (plan.having() != null || !plan.order().isEmpty())) {
            groups.addKeys(texts);
            constants(plan).forEach(text -> texts.add(null, text));
        }
        semantics.prepare(texts);
        return groups.rows().iterator();
    }

    private static Stream<String> constants(GatherPlan plan) {
        Stream<Scalar> order = plan.order().stream().map(SortKey::value);
        return Stream.concat(Stream.ofNullable(plan.having()), order).flatMap(ShardGatherer::constants);
    }

    private static Stream<String> constants(Scalar scalar) {
        return (scalar instanceof Constant constant && constant.value() instanceof String text)
                ? Stream.of(text)
                : scalar.parts().stream().flatMap(ShardGatherer::constants);
    }

    private static Iterator<GatherRow> sorted(GatherPlan plan, Iterator<GatherRow> rows, Semantics semantics) {
        RowOrder order = new RowOrder(plan.order(), semantics);
        List<RowOrder.Sortable> all = new ArrayList<>();
        rows.forEachRemaining(row -> all.add(order.sortable(row)));
        if (order.isRanked()) {
            ComparedTexts texts = new ComparedTexts();
            all.forEach(row -> order.addTexts(row, texts));
            semantics.prepare(texts);
        }
        all.sort(order);
        return LazyRows.mapped(all.iterator(), RowOrder.Sortable::row);
    }

    private static Iterator<GatherRow> projected(GatherPlan plan, Iterator<GatherRow> rows, Semantics semantics) {
        List<Scalar> projection = plan.projection();
        return projection == null
                ? rows
                : LazyRows.mapped(
                        rows,
                        row -> GatherRow.of(
                                row.shard(),
                                projection.stream()
                                        .map(scalar -> scalar.value(row, semantics))
                                        .toArray()));
    }

    // The shards were told how many rows are needed at most: more are not read in advance either.
    private static int chunk(GatherPlan plan) {
        Window window = plan.window();
        long depth = window == null ? CHUNK : window.depth().orElse(CHUNK);
        return (int) Math.max(1, Math.min(CHUNK, depth));
    }
}
