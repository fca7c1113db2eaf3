package dev.meridian.sharding.testkit.oracle;

import java.util.List;

/**
 * A basic attribute.
 *
 * @param samples values that queries compare it with; most of them should occur in the rows
 */
public record Attribute(String name, Kind kind, List<Object> samples) {

    /** Copies the samples; there must be one. */
    public Attribute {
        samples = List.copyOf(samples);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("no sample values of " + name);
        }
    }
}
