package dev.meridian.sharding.testkit.oracle;

/** What an attribute holds, as far as the grammar cares. */
public enum Kind {
    INTEGER,
    LONG,
    DECIMAL,
    DOUBLE,
    TEXT,
    DATE,
    TIMESTAMP;

    boolean isNumber() {
        return isWhole() || this == DECIMAL || this == DOUBLE;
    }

    boolean isWhole() {
        return this == INTEGER || this == LONG;
    }

    boolean isTemporal() {
        return this == DATE || this == TIMESTAMP;
    }
}
