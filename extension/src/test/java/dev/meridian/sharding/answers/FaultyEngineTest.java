package dev.meridian.sharding.answers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.internal.eclipselink.ShardingInstaller;
import dev.meridian.sharding.internal.execution.Time;
import dev.meridian.sharding.internal.gather.Aggregate;
import dev.meridian.sharding.internal.gather.Distinct;
import dev.meridian.sharding.internal.gather.GatherPlan;
import dev.meridian.sharding.internal.gather.GatherRow;
import dev.meridian.sharding.internal.gather.Gatherer;
import dev.meridian.sharding.internal.gather.Grouping;
import dev.meridian.sharding.internal.gather.RowEquality;
import dev.meridian.sharding.internal.gather.Scalar;
import dev.meridian.sharding.internal.gather.SetOperation;
import dev.meridian.sharding.internal.gather.ShardGatherer;
import dev.meridian.sharding.internal.gather.ShardRows;
import dev.meridian.sharding.internal.gather.SortKey;
import dev.meridian.sharding.internal.gather.Window;
import dev.meridian.sharding.testkit.DatabaseKind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The random queries find faults of the engine itself: each of these gathers wrongly in one way. */
class FaultyEngineTest {

    private static final int QUERIES = 400;

    /** A way to gather wrongly. */
    enum EngineFault {
        DROPPED_SHARD,
        LOST_OFFSET,
        LIMIT_CUT_TOO_EARLY,
        SWAPPED_NULL_ORDER,
        AVERAGE_OF_PARTS,
        LOST_DISTINCT,
        LOST_HAVING,
        LOST_NULL_GROUP;

        GatherPlan change(GatherPlan plan) {
            return switch (this) {
                case LOST_OFFSET -> windowed(plan, window -> new Window(0, window.limit()));
                case LIMIT_CUT_TOO_EARLY -> windowed(plan, EngineFault::shortened);
                case SWAPPED_NULL_ORDER -> withNullsSwapped(plan);
                case AVERAGE_OF_PARTS -> withAggregates(plan, EngineFault::ofOnePart);
                case LOST_DISTINCT -> without(plan, plan.having(), null);
                case LOST_HAVING -> without(plan, null, plan.distinct());
                default -> plan;
            };
        }

        List<ShardRows> rows(GatherPlan plan, List<ShardRows> shards) {
            if (this == DROPPED_SHARD && shards.size() > 1) {
                // Not the last one, which is the empty one where it is among them.
                return shards.subList(1, shards.size());
            }
            boolean hasKeys =
                    plan.grouping() != null && !plan.grouping().keyColumns().isEmpty();
            return this == LOST_NULL_GROUP && hasKeys
                    ? shards.stream().map(EngineFault::withoutNullKeys).toList()
                    : shards;
        }

        private static GatherPlan windowed(GatherPlan plan, UnaryOperator<Window> change) {
            return plan.window() == null ? plan : plan.window(change.apply(plan.window()));
        }

        private static Window shortened(Window window) {
            return window.limit().orElse(0) == 0
                    ? window
                    : new Window(window.offset(), OptionalLong.of(window.limit().getAsLong() - 1));
        }

        private static GatherPlan without(GatherPlan plan, @Nullable Scalar having, @Nullable Distinct distinct) {
            return new GatherPlan(
                    plan.subject(),
                    plan.grouping(),
                    having,
                    distinct,
                    plan.order(),
                    plan.ordered(),
                    plan.window(),
                    plan.projection());
        }

        private static ShardRows withoutNullKeys(ShardRows rows) {
            List<GatherRow> kept = new ArrayList<>();
            rows.rows().forEachRemaining(row -> {
                if (row.get(0) != null) {
                    kept.add(row);
                }
            });
            return new ShardRows(rows.shard(), kept.iterator());
        }

        private static GatherPlan withNullsSwapped(GatherPlan plan) {
            List<SortKey> keys = plan.order().stream()
                    .map(key -> new SortKey(
                            key.value(),
                            key.descending(),
                            key.nulls() == SortKey.Nulls.FIRST ? SortKey.Nulls.LAST : SortKey.Nulls.FIRST))
                    .toList();
            return plan.sorted(keys);
        }

        private static GatherPlan withAggregates(GatherPlan plan, UnaryOperator<Aggregate> changed) {
            Grouping grouping = plan.grouping();
            return grouping == null
                    ? plan
                    : plan.grouped(new Grouping(
                            grouping.keyColumns(),
                            grouping.shardIsKey(),
                            grouping.entityIds(),
                            grouping.aggregates().stream().map(changed).toList(),
                            grouping.carried()));
        }

        // Of one part of the rows, not the sum of all by the count of all.
        private static Aggregate ofOnePart(Aggregate aggregate) {
            return aggregate instanceof Aggregate.Average average ? new Aggregate.Max(average.sumColumn()) : aggregate;
        }
    }

    private record Faulty(Gatherer gatherer, EngineFault fault) implements Gatherer {
        @Override
        public Iterator<GatherRow> gather(GatherPlan plan, List<ShardRows> shards) {
            return gatherer.gather(fault.change(plan), fault.rows(plan, shards));
        }

        @Override
        public List<GatherRow> combine(
                String subject,
                SetOperation operation,
                List<GatherRow> left,
                List<GatherRow> right,
                RowEquality equality) {
            return gatherer.combine(subject, operation, left, right, equality);
        }
    }

    @ParameterizedTest
    @EnumSource
    void fault_ofTheGather_isFoundByRandomQueries(EngineFault fault) {
        try (Units units = new Units(
                DatabaseKind.DERBY,
                session -> ShardingInstaller.install(
                        (ServerSession) session,
                        values -> new Faulty(new ShardGatherer(values), fault),
                        Time.SYSTEM))) {
            assertThat(units.oracle().run(1, 0, QUERIES, 1).differences()).isNotEmpty();
        }
    }
}
