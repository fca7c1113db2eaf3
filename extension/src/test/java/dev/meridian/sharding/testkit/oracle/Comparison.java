package dev.meridian.sharding.testkit.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tells in what two answers to one statement differ.
 *
 * <p>A total order makes the sequence of the rows one and the same. An order that leaves ties fixes the sequence of its
 * keys, and which rows there are unless a window cuts through a tie.
 */
final class Comparison {

    private final Equality equality;

    Comparison(Equality equality) {
        this.equality = equality;
    }

    /** Why the answers differ; empty if they are the same. */
    Optional<String> difference(Statement statement, Answer expected, Answer actual) {
        if (expected instanceof Answer.Failed) {
            // One database has no answer to compare with: a sum that is too large, or what it or EclipseLink cannot do.
            return Optional.empty();
        }
        if (actual instanceof Answer.Failed || actual instanceof Answer.Refused) {
            return Optional.of("the sharded unit fails: " + actual);
        }
        if (expected instanceof Answer.Changed one && actual instanceof Answer.Changed other) {
            return ofChanges(one, other);
        }
        return statement instanceof Select select
                        && expected instanceof Answer.Rows one
                        && actual instanceof Answer.Rows other
                ? ofRows(select, one, other)
                : Optional.of("the answers are of different kinds");
    }

    private Optional<String> ofChanges(Answer.Changed expected, Answer.Changed actual) {
        if (expected.count() != actual.count()) {
            return Optional.of("the counts differ");
        }
        return expected.tables().keySet().stream()
                .filter(table ->
                        !sameBag(expected.tables().get(table), actual.tables().get(table)))
                .map(table -> "the rows of " + table + " differ afterwards")
                .findFirst();
    }

    private Optional<String> ofRows(Select select, Answer.Rows expected, Answer.Rows actual) {
        if (expected.rows().size() != actual.rows().size()) {
            return Optional.of("the numbers of rows differ");
        }
        if (select.ordering().isTotal()) {
            return sameSequence(expected.rows(), actual.rows())
                    ? Optional.empty()
                    : Optional.of(sameBag(expected.rows(), actual.rows()) ? "the order differs" : "the rows differ");
        }
        if (!sameSequence(expected.keys(), actual.keys())) {
            return Optional.of("the order of the keys differs");
        }
        return select.ordering().window().isSet() || sameBag(expected.rows(), actual.rows())
                ? Optional.empty()
                : Optional.of("the rows differ");
    }

    private boolean sameSequence(List<List<@Nullable Object>> one, List<List<@Nullable Object>> other) {
        return one.size() == other.size()
                && IntStream.range(0, one.size()).allMatch(at -> sameRow(one.get(at), other.get(at)));
    }

    private boolean sameRow(List<@Nullable Object> one, List<@Nullable Object> other) {
        return one.size() == other.size()
                && IntStream.range(0, one.size()).allMatch(at -> equality.same(one.get(at), other.get(at)));
    }

    private boolean sameBag(List<List<@Nullable Object>> one, List<List<@Nullable Object>> other) {
        if (one.size() != other.size()) {
            return false;
        }
        return sameSequence(sorted(one), sorted(other)) || allMatched(one, other);
    }

    private List<List<@Nullable Object>> sorted(List<List<@Nullable Object>> rows) {
        return rows.stream()
                .sorted(Comparator.comparing(
                        row -> row.stream().map(equality::sortKey).collect(Collectors.joining("|"))))
                .toList();
    }

    // Doubles that differ a little may sort differently.
    private boolean allMatched(List<List<@Nullable Object>> one, List<List<@Nullable Object>> other) {
        List<List<@Nullable Object>> left = new ArrayList<>(other);
        for (List<@Nullable Object> row : one) {
            int at = IntStream.range(0, left.size())
                    .filter(candidate -> sameRow(row, left.get(candidate)))
                    .findFirst()
                    .orElse(-1);
            if (at < 0) {
                return false;
            }
            left.remove(at);
        }
        return true;
    }
}
