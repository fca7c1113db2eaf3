package dev.meridian.sharding.testkit.oracle;

import java.util.List;
import java.util.Random;

/** Seeded choices. */
final class Dice {

    private final Random random;

    /** The dice of one query: the same for the same seed and number, whatever was asked before. */
    Dice(long seed, int number) {
        random = new Random(seed * 1_000_003L + number);
        random.nextInt();
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** A number from one to the bound. */
    int upTo(int bound) {
        return 1 + random.nextInt(bound);
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
