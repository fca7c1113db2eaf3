package dev.meridian.sharding.internal.gather;

import org.jspecify.annotations.Nullable;

/** One aggregate of one group while its rows come. */
interface Accumulator {

    void add(GatherRow row);

    @Nullable Object result();

    /** The texts that {@link #result} compares. */
    default void addTexts(ComparedTexts texts) {}
}
