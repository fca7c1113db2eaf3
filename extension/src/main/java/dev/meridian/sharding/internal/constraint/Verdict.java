package dev.meridian.sharding.internal.constraint;

/** What a condition says of one key value. */
public enum Verdict {
    /** TRUE. */
    HOLDS,
    /** FALSE. */
    FAILS,
    /** SQL's UNKNOWN. */
    IS_NULL,
    /** Any of the three: it depends on other columns, or how the database decides is not known. */
    UNDECIDED
}
