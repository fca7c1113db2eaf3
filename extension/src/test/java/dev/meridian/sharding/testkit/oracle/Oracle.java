package dev.meridian.sharding.testkit.oracle;

import dev.meridian.sharding.testkit.StatementLog;
import jakarta.persistence.EntityManagerFactory;
import java.util.Optional;

/**
 * Asks a sharded unit and one database the same random statements.
 *
 * <pre>{@code
 * OracleReport report = Oracle.of(description, sharded.emf(), sharded.log(), single.emf()).run(42, 3000);
 * assertThat(report.differences()).isEmpty();
 * }</pre>
 *
 * <p>Both must hold the same rows, and nobody else may change them. The same seed asks the same statements.
 */
public final class Oracle {

    private final UnitDescription description;
    private final Answering sharded;
    private final Answering single;
    private final Comparison comparison;
    private final ShardCount reached;

    Oracle(UnitDescription description, Answering sharded, Answering single, ShardCount reached) {
        this.description = description;
        this.sharded = sharded;
        this.single = single;
        this.comparison = new Comparison(Equality.DERBY);
        this.reached = reached;
    }

    /** How many shards the last statement reached. */
    @FunctionalInterface
    interface ShardCount {
        int get();
    }

    /**
     * An oracle over Derby databases.
     *
     * @param log what reaches the shards of the sharded unit; it is cleared before each statement
     */
    public static Oracle of(
            UnitDescription description, EntityManagerFactory sharded, StatementLog log, EntityManagerFactory single) {
        int[] shards = new int[1];
        UnitAnswers many = new UnitAnswers(
                sharded, description, log::clear, () -> shards[0] = log.counts().size());
        UnitAnswers one = new UnitAnswers(single, description, () -> {}, () -> {});
        return new Oracle(description, many, one, () -> shards[0]);
    }

    /** Asks the statements of the seed with the numbers from zero on. */
    public OracleReport run(long seed, int statements) {
        return run(seed, 0, statements, Integer.MAX_VALUE);
    }

    /** Asks the statements of the seed with these numbers, until there are so many differences. */
    public OracleReport run(long seed, int from, int to, int differences) {
        OracleReport report = new OracleReport();
        QueryGenerator generator = new QueryGenerator(description, seed);
        for (int number = from; number < to && report.differences().size() < differences; number++) {
            ask(report, seed, number, generator.statement(number));
        }
        return report;
    }

    private void ask(OracleReport report, long seed, int number, Statement statement) {
        Answer expected = single.answer(statement);
        Answer actual = sharded.answer(statement);
        int shards = reached.get();
        report.asked(statement, hasRows(expected));
        if (expected instanceof Answer.Failed failure && !(actual instanceof Answer.Rows)) {
            report.discarded(statement, failure);
        } else if (actual instanceof Answer.Refused refusal) {
            report.refused(statement, refusal);
        } else {
            report.answered(shards > 1);
        }
        if (!(actual instanceof Answer.Refused)) {
            comparison
                    .difference(statement, expected, actual)
                    .ifPresent(reason -> report.differs(difference(seed, number, statement, reason)));
        }
    }

    private Difference difference(long seed, int number, Statement statement, String reason) {
        Statement smallest = new Shrinker(candidate -> compare(candidate).isPresent()).shrink(statement);
        return new Difference(
                seed, number, reason, statement, smallest, single.answer(smallest), sharded.answer(smallest));
    }

    private Optional<String> compare(Statement statement) {
        Answer actual = sharded.answer(statement);
        return actual instanceof Answer.Refused
                ? Optional.empty()
                : comparison.difference(statement, single.answer(statement), actual);
    }

    private static boolean hasRows(Answer answer) {
        return answer instanceof Answer.Rows rows
                ? !rows.rows().isEmpty()
                : answer instanceof Answer.Changed changed && changed.count() > 0;
    }
}
