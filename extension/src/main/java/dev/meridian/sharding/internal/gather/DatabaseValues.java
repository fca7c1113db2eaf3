package dev.meridian.sharding.internal.gather;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of database says about values: equality, order, and arithmetic, with the types in which JDBC delivers them.
 *
 * <p>Values are not null. What is not known for sure is refused by an {@link UnknownResult}, never guessed.
 */
public interface DatabaseValues {

    /** How texts are ordered. */
    TextOrder textOrder();

    /** How texts of another collation than the database's are ordered; equal ones are the same, character by character. */
    default TextOrder textOrder(String collation) {
        throw new UnknownResult("it compares texts of a collation of which the order is not known");
    }

    /** Whether NULL is sorted as if it were greater than all values. */
    boolean nullsHigh();

    /**
     * Compares as the database does.
     *
     * @param texts the order of texts
     */
    int compare(Object left, Object right, Comparator<String> texts);

    /** The same, by {@code equals}, for values that the database takes for equal. */
    Object key(Object value);

    /** A COUNT. */
    Object count(long rows);

    /** A SUM of at least one value. */
    Object sum(Total total, NumericType argument);

    /** An AVG of at least one value. */
    Object average(Total total, long count, NumericType argument);

    /** The type of a SUM over values of a type. */
    NumericType sumType(NumericType argument);

    /** The type of an AVG over values of a type. */
    NumericType averageType(NumericType argument);

    /** The type of a COUNT. */
    NumericType countType();

    /** The type of a result of arithmetic, null if it is not known. */
    @Nullable NumericType type(Arithmetic.Operator operator, NumericType left, NumericType right);

    /**
     * The result of arithmetic.
     *
     * @param leftType null if it is not known; the same for the right one
     */
    Object calculate(
            Arithmetic.Operator operator,
            Object left,
            Object right,
            @Nullable NumericType leftType,
            @Nullable NumericType rightType);

    /** A number that is written in a statement in figures, as EclipseLink writes it for this database. */
    default Object inFigures(Object literal) {
        return literal;
    }

    /** A value that is bound beside something of a type, which is null if it is not known. */
    default Object bound(Object value, @Nullable NumericType beside) {
        return value;
    }

    /** The type of a number that is bound. */
    default @Nullable NumericType boundType(NumericType own, @Nullable NumericType beside) {
        return own;
    }

    /** The type of NULLIF of two numbers. */
    default NumericType nullIfType(NumericType value, NumericType other) {
        return value;
    }

    /** A number as the result of COALESCE or CASE, whose results have this common type. */
    Object common(Object value, NumericType type);

    /** The same of CASE alone. */
    default Object chosen(Object value, NumericType type) {
        return common(value, type);
    }

    /** A value as one of another numeric type: CAST. */
    Object cast(Object value, NumericType target);

    /** A function of a number. */
    default Object function(NumberFunction.Name name, Object value) {
        throw new UnknownResult(name + " is not known of this database");
    }

    /** ROUND, which EclipseLink writes as {@code FLOOR(x * 1e2 + 0.5) / 1e2} for the databases that are known. */
    default Object round(Object value, int places) {
        throw new UnknownResult("ROUND is not known of this database");
    }

    /** The type of what {@link #function} returns; null if it is not known. */
    default @Nullable NumericType functionType(NumberFunction.Name name, NumericType argument) {
        return null;
    }

    /** UPPER, or else LOWER, of a text that is not ASCII, which depends on the database's locale. */
    default String inCase(boolean upper, String text) {
        return TextCase.UNKNOWN.of(upper, text);
    }

    /** LENGTH of a text. */
    int length(String text);

    /** The characters of a text, as the database counts them. */
    default int[] characters(String text) {
        throw new UnknownResult("what a character is is not known of this database");
    }

    /** Refuses a part of a text that the database does not take: one behind the end of the longest text, in Derby. */
    default void requirePart(int start, int length, int longest) {}

    /** Refuses a pattern of LIKE that the database takes for another one than JPQL's. */
    default void requirePattern(String pattern) {}
}
