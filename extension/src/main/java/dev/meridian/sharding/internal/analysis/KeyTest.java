package dev.meridian.sharding.internal.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a condition asks of the shard key. */
sealed interface KeyTest {

    /**
     * {@code key < value} and the like.
     *
     * @param nullIsTested whether EclipseLink may write {@code IS [NOT] NULL} where the value is null
     */
    record Compare(Comparison comparison, Operand value, boolean nullIsTested) implements KeyTest {}

    /** {@code key IN (values)}; the value of each operand may be a collection. */
    record In(List<Operand> values) implements KeyTest {
        public In {
            values = List.copyOf(values);
        }
    }

    /** {@code key LIKE pattern ESCAPE escape}. */
    record Like(Operand pattern, @Nullable Operand escape) implements KeyTest {}

    /** {@code key IS NULL}. */
    record IsNull() implements KeyTest {}
}
