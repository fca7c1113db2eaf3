package dev.meridian.sharding.internal.gather;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Texts that will be compared with each other, by the collation in which they are. */
final class ComparedTexts {
    private final Map<@Nullable String, Set<String>> texts = new HashMap<>();

    /** @param collation null for the database's own */
    void add(@Nullable String collation, String text) {
        texts.computeIfAbsent(collation, ignored -> new HashSet<>()).add(text);
    }

    void forEach(BiConsumer<@Nullable String, Set<String>> action) {
        texts.forEach(action);
    }
}
