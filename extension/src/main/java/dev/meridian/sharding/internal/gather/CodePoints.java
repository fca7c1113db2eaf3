package dev.meridian.sharding.internal.gather;

/** Texts by code points, which is the order of their bytes in UTF-8. */
final class CodePoints {
    private CodePoints() {}

    static int compare(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char one = left.charAt(i);
            char other = right.charAt(i);
            if (one != other) {
                return Integer.compare(rank(one), rank(other));
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    // A surrogate is part of a code point beyond all that one unit can hold.
    private static int rank(char unit) {
        return Character.isSurrogate(unit) ? unit + Character.MAX_VALUE : unit;
    }
}
