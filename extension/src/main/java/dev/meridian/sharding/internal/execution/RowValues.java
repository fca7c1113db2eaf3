package dev.meridian.sharding.internal.execution;

import dev.meridian.sharding.internal.execution.ScatterProgram.ShardResult;
import dev.meridian.sharding.internal.execution.ScatterProgram.ShardStream;
import dev.meridian.sharding.internal.gather.GatherRow;
import dev.meridian.sharding.internal.gather.ShardRows;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Vector;
import java.util.function.Function;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.helper.NonSynchronizedVector;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.ArrayRecord;
import org.jspecify.annotations.Nullable;

/** Turns EclipseLink's rows into rows by position, and back. */
public final class RowValues {

    private RowValues() {}

    /** The rows of a shard, without the token at the end of each. */
    static ShardRows of(ShardResult result) {
        Iterator<?> rows = result.result() instanceof List<?> list ? list.iterator() : Collections.emptyIterator();
        return new ShardRows(result.shard(), new Mapped<>(rows, row -> of((AbstractRecord) row)));
    }

    /** The rows of a shard's cursor, fetched when they are asked for. */
    static ShardRows of(ShardStream stream) {
        return new ShardRows(stream.shard(), new Mapped<>(stream.rows(), RowValues::of));
    }

    /** A fetched row, which bears its shard. */
    public static GatherRow of(AbstractRecord row) {
        List<?> values = row.getValues();
        return GatherRow.of(
                RowToken.of(row), values.subList(0, values.size() - 1).toArray());
    }

    /**
     * Rows as EclipseLink fetches them, with the shard at the end of each; made when they are asked for.
     *
     * @param columns how many columns are taken of each row
     * @param fields at least as many; a value is fetched as one of its field's type
     * @param session the session that fetches
     */
    public static Iterator<AbstractRecord> records(
            Iterator<GatherRow> rows, int columns, List<DatabaseField> fields, AbstractSession session) {
        Vector<DatabaseField> all = NonSynchronizedVector.newInstance(columns + 1);
        all.addAll(fields.subList(0, columns));
        all.add(RowToken.field());
        DatabaseField[] array = all.toArray(DatabaseField[]::new);
        return new Mapped<>(rows, row -> {
            Object[] values = Arrays.copyOf(row.toArray(), columns + 1);
            for (int i = 0; i < columns; i++) {
                // Not getType(), which finds a type again that EclipseLink took away, and fetches without.
                values[i] = typed(values[i], array[i].type, session);
            }
            values[columns] = row.shard();
            return new ArrayRecord(all, array, values);
        });
    }

    /** Another iterator's elements, each changed when it is asked for. */
    private record Mapped<F, T>(Iterator<F> elements, Function<F, T> change) implements Iterator<T> {
        @Override
        public boolean hasNext() {
            return elements.hasNext();
        }

        @Override
        public T next() {
            return change.apply(elements.next());
        }
    }

    // A text is fetched as it is, whatever type its field has: that of an attribute behind a converter.
    private static @Nullable Object typed(@Nullable Object value, @Nullable Class<?> type, AbstractSession session) {
        return value == null || type == null || type.isInstance(value) || value instanceof String
                ? value
                : session.getDatasourcePlatform().convertObject(value, type);
    }
}
