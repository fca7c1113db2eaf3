package dev.meridian.sharding.testkit.oracle;

import dev.meridian.sharding.testkit.StatementLog;
import jakarta.persistence.EntityManagerFactory;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * Asks a sharded unit and one database the same random statements.
 *
 * <pre>{@code
 * Oracle oracle = Oracle.of(description, Equality.DERBY, sharded.emf(), sharded.log(), single.emf());
 * OracleReport report = oracle.run(42, 0, 3000, 20);
 * assertThat(report.differences()).isEmpty();
 * }</pre>
 *
 * <p>Both must hold the same rows, and nobody else may change them. The same seed asks the same statements.
 */
public final class Oracle {

    /** Each so many statements are asked twice. */
    private static final int AGAIN = 4;

    private final UnitDescription description;
    private final Answering sharded;
    private final Answering single;
    private final Comparison comparison;
    private final IntSupplier shardsReached;
    private final Predicate<Statement> asked;

    private Oracle(
            UnitDescription description,
            Equality equality,
            Answering sharded,
            Answering single,
            IntSupplier shardsReached,
            Predicate<Statement> asked) {
        this.description = description;
        this.comparison = new Comparison(equality);
        this.sharded = sharded;
        this.single = single;
        this.shardsReached = shardsReached;
        this.asked = asked;
    }

    /**
     * An oracle over databases that take values for the same as told.
     *
     * @param log what reaches the shards of the sharded unit; it is cleared before each statement
     */
    public static Oracle of(
            UnitDescription description,
            Equality equality,
            EntityManagerFactory sharded,
            StatementLog log,
            EntityManagerFactory single) {
        int[] shards = new int[1];
        UnitAnswers many = new UnitAnswers(
                sharded, description, log::clear, () -> shards[0] = log.counts().size());
        return new Oracle(description, equality, many, unit(description, single), () -> shards[0], statement -> true);
    }

    /** An oracle that compares one Derby database with itself as it would answer with the fault. It should find differences. */
    public static Oracle withFault(Fault fault, UnitDescription description, EntityManagerFactory single) {
        Answering unit = unit(description, single);
        Shards shards = new Shards(unit, description);
        return new Oracle(
                description,
                Equality.DERBY,
                statement ->
                        fault.appliesTo(statement) ? fault.answer((Select) statement, shards) : unit.answer(statement),
                unit,
                () -> 1,
                fault::appliesTo);
    }

    private static UnitAnswers unit(UnitDescription description, EntityManagerFactory single) {
        return new UnitAnswers(single, description, () -> {}, () -> {});
    }

    /** Asks the statements of the seed with these numbers, until there are so many differences. */
    public OracleReport run(long seed, int from, int to, int differences) {
        OracleReport report = new OracleReport();
        QueryGenerator generator = new QueryGenerator(description, seed);
        for (int number = from; number < to && report.differences().size() < differences; number++) {
            Statement statement = generator.statement(number);
            if (asked.test(statement)) {
                ask(report, seed, number, statement);
            }
        }
        return report;
    }

    private void ask(OracleReport report, long seed, int number, Statement statement) {
        // Both at once, because most of the time goes into preparing the statement.
        CompletableFuture<Answer> answered = CompletableFuture.supplyAsync(() -> single.answer(statement));
        Answer actual = sharded.answer(statement);
        if (number % AGAIN == 0) {
            // It is not planned again, but must be answered again.
            actual = sharded.answer(statement);
        }
        Answer expected = answered.join();
        report.asked(statement, hasRows(expected));
        if (expected instanceof Answer.Failed failure) {
            report.discarded(statement, failure);
        } else if (actual instanceof Answer.Refused refusal) {
            report.refused(statement, refusal);
            return;
        } else {
            report.answered(shardsReached.getAsInt() > 1);
        }
        comparison
                .difference(statement, expected, actual)
                .ifPresent(reason -> report.differs(difference(seed, number, statement, reason)));
    }

    private Difference difference(long seed, int number, Statement statement, String reason) {
        Statement smallest = new Shrinker(this::differs).shrink(statement);
        return new Difference(
                seed, number, reason, statement, smallest, single.answer(smallest), sharded.answer(smallest));
    }

    // What one database does not answer is no smaller case of what it answers.
    private boolean differs(Statement smaller) {
        Answer expected = single.answer(smaller);
        if (expected instanceof Answer.Failed) {
            return false;
        }
        Answer actual = sharded.answer(smaller);
        return !(actual instanceof Answer.Refused)
                && comparison.difference(smaller, expected, actual).isPresent();
    }

    private static boolean hasRows(Answer answer) {
        return answer instanceof Answer.Rows rows
                ? !rows.rows().isEmpty()
                : answer instanceof Answer.Changed changed && changed.count() > 0;
    }
}
