package dev.meridian.sharding.internal.gather;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Texts and bytes as Derby compares them: the shorter one as if blanks followed. */
final class PaddedTexts {
    private static final char BLANK = ' ';

    private PaddedTexts() {}

    static int compare(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            int difference = Character.compare(left.charAt(i), right.charAt(i));
            if (difference != 0) {
                return difference;
            }
        }
        return left.length() > common ? withBlanks(left, common) : -withBlanks(right, common);
    }

    // How the rest of a text compares with blanks.
    private static int withBlanks(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) != BLANK) {
                return Character.compare(text.charAt(i), BLANK);
            }
        }
        return 0;
    }

    static String strip(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == BLANK) {
            end--;
        }
        return text.substring(0, end);
    }

    /**
     * Byte by byte, without a sign. Padding at the end of the longer one does not count, but any other byte makes it the
     * greater one, also a byte below the padding: then there is no one order of several, and Derby's sort is not known.
     */
    static int compare(byte[] left, byte[] right, byte pad) {
        if (left.length != right.length && (endsWith(left, pad) || endsWith(right, pad))) {
            if (Arrays.equals(stripped(left, pad), stripped(right, pad))) {
                return 0;
            }
            throw new UnknownResult("it orders bytes of several lengths of which some end with a blank");
        }
        return Arrays.compareUnsigned(left, right);
    }

    private static boolean endsWith(byte[] bytes, byte pad) {
        return bytes.length > 0 && bytes[bytes.length - 1] == pad;
    }

    static ByteBuffer strip(byte[] bytes, byte pad) {
        return ByteBuffer.wrap(stripped(bytes, pad));
    }

    private static byte[] stripped(byte[] bytes, byte pad) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == pad) {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }
}
