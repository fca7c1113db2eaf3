package dev.meridian.sharding.answers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.internal.eclipselink.ShardingInstaller;
import dev.meridian.sharding.internal.gather.Aggregate;
import dev.meridian.sharding.internal.gather.GatherPlan;
import dev.meridian.sharding.internal.gather.GatherRow;
import dev.meridian.sharding.internal.gather.Gatherer;
import dev.meridian.sharding.internal.gather.Grouping;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The random queries find faults of the engine itself: each of these gathers wrongly in one way. */
class FaultyEngineTest {

    private static final int QUERIES = 400;

    /** A way to gather wrongly. */
    enum EngineFault {
        DROPPED_SHARD(plan -> plan) {
            @Override
            List<ShardRows> rows(List<ShardRows> shards) {
                return shards.size() > 1 ? shards.subList(0, shards.size() - 1) : shards;
            }
        },
        LOST_OFFSET(plan -> plan.window() == null
                ? plan
                : plan.window(new Window(0, plan.window().limit()))),
        LIMIT_CUT_TOO_EARLY(plan ->
                plan.window() == null || plan.window().limit().orElse(0) == 0
                        ? plan
                        : plan.window(new Window(
                                plan.window().offset(),
                                OptionalLong.of(plan.window().limit().getAsLong() - 1)))),
        SWAPPED_NULL_ORDER(EngineFault::withNullsSwapped),
        AVERAGE_OF_PARTS(plan -> withAggregates(plan, EngineFault::averageOfSums)),
        LOST_DISTINCT(plan -> new GatherPlan(
                plan.subject(),
                plan.grouping(),
                plan.having(),
                null,
                plan.order(),
                plan.ordered(),
                plan.window(),
                plan.projection())),
        LOST_HAVING(plan -> new GatherPlan(
                plan.subject(),
                plan.grouping(),
                null,
                plan.distinct(),
                plan.order(),
                plan.ordered(),
                plan.window(),
                plan.projection())),
        LOST_NULL_GROUP(plan -> plan) {
            @Override
            List<ShardRows> rows(GatherPlan plan, List<ShardRows> shards) {
                return plan.grouping() == null || plan.grouping().keyColumns().isEmpty()
                        ? shards
                        : shards.stream().map(EngineFault::withoutNullKeys).toList();
            }
        };

        private final UnaryOperator<GatherPlan> change;

        EngineFault(UnaryOperator<GatherPlan> change) {
            this.change = change;
        }

        List<ShardRows> rows(List<ShardRows> shards) {
            return shards;
        }

        List<ShardRows> rows(GatherPlan plan, List<ShardRows> shards) {
            return rows(shards);
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
                            grouping.aggregates().stream().map(changed).toList()));
        }

        // Of one part of the rows, not the sum of all by the count of all.
        private static Aggregate averageOfSums(Aggregate aggregate) {
            return aggregate instanceof Aggregate.Average average ? new Aggregate.Max(average.sumColumn()) : aggregate;
        }
    }

    private record Faulty(Gatherer gatherer, EngineFault fault) implements Gatherer {
        @Override
        public Iterator<GatherRow> gather(GatherPlan plan, List<ShardRows> shards) {
            return gatherer.gather(fault.change.apply(plan), fault.rows(plan, shards));
        }

        @Override
        public List<GatherRow> combine(
                String subject,
                SetOperation operation,
                List<GatherRow> left,
                List<GatherRow> right,
                boolean withShard) {
            return gatherer.combine(subject, operation, left, right, withShard);
        }
    }

    @ParameterizedTest
    @EnumSource
    void fault_ofTheGather_isFoundByRandomQueries(EngineFault fault) {
        try (Units units = new Units(
                DatabaseKind.DERBY,
                session -> ShardingInstaller.install(
                        (ServerSession) session, values -> new Faulty(new ShardGatherer(values), fault)))) {
            assertThat(units.oracle().run(1, 0, QUERIES, 1).differences()).isNotEmpty();
        }
    }
}
