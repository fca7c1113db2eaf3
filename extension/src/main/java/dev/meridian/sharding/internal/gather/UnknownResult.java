package dev.meridian.sharding.internal.gather;

/** The database's result is not known for sure, or is an error. The gather turns it into a refusal that names the query. */
public final class UnknownResult extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param reason in words, without values */
    public UnknownResult(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
