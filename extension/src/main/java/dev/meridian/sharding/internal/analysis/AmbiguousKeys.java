package dev.meridian.sharding.internal.analysis;

import dev.meridian.sharding.internal.constraint.Verdict;
import dev.meridian.sharding.internal.model.HashShardMap;
import dev.meridian.sharding.internal.model.ShardMap;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ValueShardMap;
import org.eclipse.persistence.internal.sessions.AbstractSession;

/**
 * The keys that must not be written, because the database cannot tell them from keys that are written to another shard:
 * a query for those would have to look for these too. Immutable and thread-safe.
 *
 * <p>A range map has none: equal texts stand beside each other in its order, and queries look at all of them.
 */
public final class AmbiguousKeys {

    private final ShardMap map;
    private final TextRules texts;

    AmbiguousKeys(ShardMap map, TextRules texts) {
        this.map = map;
        this.texts = texts;
    }

    /** Those of a root, in a session that is connected. */
    public static AmbiguousKeys of(ShardedEntity.Root root, AbstractSession session) {
        return new AmbiguousKeys(root.map(), TextRules.of(root, session));
    }

    /** Whether a column value is such a key. */
    public boolean contains(Object key) {
        if (!(key instanceof String text)) {
            return false;
        }
        if (map instanceof ValueShardMap values) {
            return !values.values().contains(text)
                    && values.values().stream().anyMatch(mapped -> isEqual(mapped, text));
        }
        return map instanceof HashShardMap
                && texts == TextRules.PADDED
                && !TextRules.strip(text).equals(text);
    }

    private boolean isEqual(Object mapped, String text) {
        return mapped instanceof String other && texts.equal(other, text) == Verdict.HOLDS;
    }
}
