package dev.meridian.sharding.testkit.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What constructor expressions make: the arguments, as they came. */
public final class Row {

    private final List<@Nullable Object> values;

    public Row(@Nullable Object first) {
        this(new Object[] {first});
    }

    public Row(@Nullable Object first, @Nullable Object second) {
        this(new Object[] {first, second});
    }

    public Row(@Nullable Object first, @Nullable Object second, @Nullable Object third) {
        this(new Object[] {first, second, third});
    }

    public Row(@Nullable Object first, @Nullable Object second, @Nullable Object third, @Nullable Object fourth) {
        this(new Object[] {first, second, third, fourth});
    }

    private Row(@Nullable Object[] values) {
        this.values = Collections.unmodifiableList(new ArrayList<>(Arrays.asList(values)));
    }

    List<@Nullable Object> values() {
        return values;
    }
}
