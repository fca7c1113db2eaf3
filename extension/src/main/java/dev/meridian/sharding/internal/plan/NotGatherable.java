package dev.meridian.sharding.internal.plan;

/** One result cannot be made of the shards' results. Becomes a refusal that names the query. */
public final class NotGatherable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param reason for people, without values */
    public NotGatherable(String reason) {
        super(reason, null, false, false);
    }

    /** For people, without values. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
