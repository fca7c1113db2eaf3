package dev.meridian.sharding.internal.gather;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one numeric type of several results of which one is taken: COALESCE, CASE. */
final class CommonType {
    private CommonType() {}

    /** Null if one of them is no number, or of a type that is not known. */
    static @Nullable NumericType of(List<Scalar> results, DatabaseValues values) {
        NumericType common = null;
        for (Scalar result : results) {
            if (isNull(result)) {
                continue;
            }
            NumericType type = result.type(values);
            common = (type == null || common == null) ? type : wider(common, type);
            if (common == null) {
                return null;
            }
        }
        return common;
    }

    /** The value in the common type. Texts and the like stay; a number among numbers of unknown types is refused. */
    static Object convert(Object value, List<Scalar> results, DatabaseValues values) {
        return value instanceof Number ? values.common(value, required(results, values)) : value;
    }

    /** The same of the result that CASE chooses. */
    static Object chosen(Object value, List<Scalar> results, DatabaseValues values) {
        return value instanceof Number ? values.chosen(value, required(results, values)) : value;
    }

    private static NumericType required(List<Scalar> results, DatabaseValues values) {
        NumericType common = of(results, values);
        if (common == null) {
            throw new UnknownResult("the numbers between which COALESCE or CASE chooses have no known common type");
        }
        return common;
    }

    // A REAL beside exact numbers: what becomes of it differs between databases.
    private static @Nullable NumericType wider(NumericType one, NumericType other) {
        NumericType.Kind kind = one.kind().compareTo(other.kind()) > 0 ? one.kind() : other.kind();
        if (kind == NumericType.Kind.REAL && one.kind() != other.kind()) {
            return null;
        }
        if (kind != NumericType.Kind.DECIMAL) {
            return one.kind() == kind ? one : other;
        }
        if (!one.isKnown() || !other.isKnown()) {
            return NumericType.ANY_DECIMAL;
        }
        int scale = Math.max(one.scale(), other.scale());
        int whole = Math.max(one.precision() - one.scale(), other.precision() - other.scale());
        return NumericType.decimal(whole + scale, scale);
    }

    private static boolean isNull(Scalar result) {
        return result instanceof Constant constant && constant.value() == null;
    }
}
