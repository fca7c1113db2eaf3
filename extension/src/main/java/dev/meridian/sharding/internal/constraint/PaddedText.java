package dev.meridian.sharding.internal.constraint;

import org.jspecify.annotations.Nullable;

/**
 * A text as a database sees it to which blanks at the end do not count, or a place between such texts. Texts that the
 * database takes for equal are one value here, in its order: each is as if infinitely many blanks followed it.
 *
 * <p>A character below the blank sorts before the end of a text then: a tab behind {@code A} makes it less than {@code A}.
 * Which texts begin with {@code A} is therefore no question of the text alone; {@link #beforeAllWith} stands before all of
 * them.
 *
 * <p>Immutable; {@code equals} and the order agree.
 */
public final class PaddedText implements Comparable<PaddedText> {

    private static final int BEFORE_ALL = -1;

    private final String text;
    private final int padding;

    private PaddedText(String text, int padding) {
        this.text = text;
        this.padding = padding;
    }

    /** A text. */
    public static PaddedText of(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return new PaddedText(text.substring(0, end), ' ');
    }

    /** The place before all texts that begin with this one, and behind all that are less and do not. */
    public static PaddedText beforeAllWith(String prefix) {
        return new PaddedText(prefix, BEFORE_ALL);
    }

    /** The greatest of the beginnings of a text, the empty one included; itself unless it has characters below the blank. */
    public static PaddedText greatestBeginning(String text) {
        PaddedText greatest = of("");
        for (int end = 1; end <= text.length(); end++) {
            PaddedText beginning = of(text.substring(0, end));
            greatest = beginning.compareTo(greatest) > 0 ? beginning : greatest;
        }
        return greatest;
    }

    @Override
    public int compareTo(PaddedText other) {
        int length = Math.max(text.length(), other.text.length());
        for (int i = 0; i <= length; i++) {
            int order = Integer.compare(at(i), other.at(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private int at(int index) {
        return index < text.length() ? text.charAt(index) : padding;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PaddedText padded && padding == padded.padding && text.equals(padded.text);
    }

    @Override
    public int hashCode() {
        return 31 * text.hashCode() + padding;
    }

    /** Without the text, so that it may be logged. */
    @Override
    public String toString() {
        return "a padded text";
    }
}
