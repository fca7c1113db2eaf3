package dev.meridian.sharding.internal.routing;

import java.util.Objects;

/** Where a new object is written, or why it cannot be. */
public sealed interface Placement {

    /** It is written to this shard. */
    record OnShard(String shard) implements Placement {
        public OnShard {
            Objects.requireNonNull(shard, "shard");
        }
    }

    /** It cannot be written, and nothing may be. */
    record Refused(Cause cause) implements Placement {
        public Refused {
            Objects.requireNonNull(cause, "cause");
        }
    }

    /** Why an object has no shard. */
    enum Cause {
        /** Its shard key is null. */
        NULL_KEY,
        /** The shard map has no shard for its shard key. */
        UNKNOWN_VALUE
    }
}
