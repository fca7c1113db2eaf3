package dev.meridian.sharding;

import jakarta.persistence.PersistenceException;

/**
 * Every error of Meridian: a refusal to give an answer or to write, or a configuration that cannot be right.
 *
 * <p>It is always found in the cause chain of what the application catches. Its message begins with its code, says what
 * happened and to which entity or query, and what to do; it holds no key values and no other data. Codes are stable.
 */
public class ShardingException extends PersistenceException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code for example {@code MERIDIAN-012}
     * @param text what happened and what to do, without the code
     */
    public ShardingException(String code, String text) {
        super(code + " " + text);
        this.code = code;
    }

    /**
     * @param code for example {@code MERIDIAN-012}
     * @param text what happened and what to do, without the code
     * @param cause what led to it
     */
    public ShardingException(String code, String text, Throwable cause) {
        super(code + " " + text, cause);
        this.code = code;
    }

    /** For example {@code MERIDIAN-012}; the README lists all codes. */
    public String code() {
        return code;
    }
}
