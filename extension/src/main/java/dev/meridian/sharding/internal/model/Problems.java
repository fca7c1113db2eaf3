package dev.meridian.sharding.internal.model;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.internal.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers what is wrong with a configuration, so that all of it is told at once. Not thread-safe. */
final class Problems {

    private final Set<String> errors = new LinkedHashSet<>();
    private final List<String> warnings = new ArrayList<>();

    void add(Message message, Object... names) {
        errors.add(message.line(names));
    }

    void warn(Message message, Object... names) {
        warnings.add(message.line(names));
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** @throws ShardingException MERIDIAN-001 with a line for each problem, if there is any */
    void throwIfAny() {
        if (!errors.isEmpty()) {
            String count = errors.size() == 1 ? "one problem was found" : errors.size() + " problems were found";
            throw Message.CONFIGURATION.with(count, "\n  " + String.join("\n  ", errors));
        }
    }
}
