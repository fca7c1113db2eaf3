package dev.meridian.sharding.testkit.oracle;

/** What answers statements: a unit, or something that stands before one. */
@FunctionalInterface
interface Answering {

    /** Never throws; a failure is an answer too. A change is undone again. */
    Answer answer(Statement statement);
}
