package dev.meridian.sharding.internal.model;

import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.Settings.CrossShardWrites;
import dev.meridian.sharding.internal.model.Settings.NativeQueries;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the settings as EclipseLink reads its own: from the unit's properties, else from the JVM's. */
final class SettingsReader {

    static final String PREFIX = "meridian.";

    /** What Meridian's own build sets in the JVMs of its tests; no settings. */
    private static final String TESTS = "meridian.test.";

    private static final Set<String> KNOWN = new TreeSet<>(Set.of(
            Settings.PRIMARY_SHARD,
            Settings.CROSS_SHARD_WRITES,
            Settings.SCRIPT_SHARD,
            Settings.NATIVE_QUERIES,
            ScatterSettings.EXECUTOR,
            ScatterSettings.PARALLELISM,
            ScatterSettings.TIMEOUT));

    private final Map<?, ?> unit;
    private final Properties system;
    private final Problems problems;

    SettingsReader(Map<?, ?> unit, Properties system, Problems problems) {
        this.unit = unit;
        this.system = system;
        this.problems = problems;
    }

    Settings read() {
        findUnknown("The persistence unit", unit.keySet());
        findUnknown("A JVM system property", system.stringPropertyNames());
        return new Settings(
                text(Settings.PRIMARY_SHARD).orElse(Shards.DEFAULT_POOL),
                crossShardWrites(),
                text(Settings.SCRIPT_SHARD),
                nativeQueries(),
                scatter());
    }

    private void findUnknown(String where, Set<?> names) {
        Set<String> unknown = new TreeSet<>();
        for (Object name : names) {
            if (name instanceof String text
                    && text.startsWith(PREFIX)
                    && !text.startsWith(TESTS)
                    && !KNOWN.contains(text)) {
                unknown.add(text);
            }
        }
        for (String name : unknown) {
            problems.add(Message.UNKNOWN_PROPERTY, where, name, String.join(", ", KNOWN));
        }
    }

    private CrossShardWrites crossShardWrites() {
        String value = text(Settings.CROSS_SHARD_WRITES).orElse("refuse");
        return switch (value) {
            case "refuse" -> CrossShardWrites.REFUSE;
            case "best-effort" -> CrossShardWrites.BEST_EFFORT;
            default -> {
                problems.add(
                        Message.UNKNOWN_PROPERTY_VALUE,
                        Settings.CROSS_SHARD_WRITES,
                        "refuse (the default) or best-effort");
                yield CrossShardWrites.REFUSE;
            }
        };
    }

    private NativeQueries nativeQueries() {
        String value = text(Settings.NATIVE_QUERIES).orElse("refuse");
        return switch (value) {
            case "refuse" -> NativeQueries.REFUSE;
            case "primary" -> NativeQueries.PRIMARY;
            default -> {
                problems.add(
                        Message.UNKNOWN_PROPERTY_VALUE, Settings.NATIVE_QUERIES, "refuse (the default) or primary");
                yield NativeQueries.REFUSE;
            }
        };
    }

    private ScatterSettings scatter() {
        return new ScatterSettings(
                text(ScatterSettings.EXECUTOR),
                number(ScatterSettings.PARALLELISM, 1),
                number(ScatterSettings.TIMEOUT, 0).orElse(0));
    }

    private Optional<Integer> number(String name, int least) {
        Object value = value(name);
        if (value == null) {
            return Optional.empty();
        }
        try {
            int number = Integer.parseInt(value.toString().strip());
            if (number >= least) {
                return Optional.of(number);
            }
        } catch (NumberFormatException noNumber) {
            // Told below, as a number that is too small.
        }
        problems.add(Message.UNKNOWN_PROPERTY_VALUE, name, "a whole number, at least " + least);
        return Optional.empty();
    }

    private Optional<String> text(String name) {
        Object value = value(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text && !text.isBlank()) {
            return Optional.of(text);
        }
        problems.add(Message.UNKNOWN_PROPERTY_VALUE, name, "a text");
        return Optional.empty();
    }

    private @Nullable Object value(String name) {
        Object value = unit.get(name);
        return value != null ? value : system.getProperty(name);
    }
}
