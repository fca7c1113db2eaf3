package dev.meridian.sharding.internal.write;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Values by which rows refer to each other, the same of all types in which drivers tell them: a foreign key may be an INTEGER
 * that refers to a BIGINT.
 */
record RowKey(List<Object> values) {

    RowKey {
        values = values.stream().map(RowKey::plain).toList();
    }

    private static Object plain(Object value) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).stripTrailingZeros();
        }
        return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes.clone()) : value;
    }
}
