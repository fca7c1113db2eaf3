package dev.meridian.sharding.internal.gather;

/** Asks a database for a text in upper or in lower case. */
@FunctionalInterface
public interface TextCase {

    /** What is not known, and nobody can be asked for. */
    TextCase UNKNOWN = (upper, text) -> {
        throw new UnknownResult("upper and lower case of letters outside ASCII depend on the database's locale");
    };

    /** @param upper whether the text is wanted in upper case, otherwise in lower */
    String of(boolean upper, String text);
}
