package dev.meridian.sharding.testkit.oracle;

import java.util.Optional;
import java.util.function.Predicate;

/** Makes a statement smaller for as long as it keeps a property. */
final class Shrinker {

    private static final int MOST_TRIES = 100;

    private final Predicate<Statement> kept;
    private int tries;

    Shrinker(Predicate<Statement> kept) {
        this.kept = kept;
    }

    Statement shrink(Statement statement) {
        Statement smallest = statement;
        for (Optional<Statement> next = smaller(smallest); next.isPresent(); next = smaller(smallest)) {
            smallest = next.get();
        }
        return smallest;
    }

    private Optional<Statement> smaller(Statement statement) {
        return statement
                .smaller()
                .takeWhile(candidate -> tries++ < MOST_TRIES)
                .filter(kept)
                .findFirst();
    }
}
