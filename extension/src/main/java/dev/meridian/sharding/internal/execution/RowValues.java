package dev.meridian.sharding.internal.execution;

import dev.meridian.sharding.internal.execution.ScatterProgram.ShardResult;
import dev.meridian.sharding.internal.gather.GatherRow;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Vector;
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
    static Iterator<GatherRow> of(ShardResult result) {
        return result.result() instanceof List<?> rows
                ? rows.stream().map(row -> of((AbstractRecord) row)).iterator()
                : List.<GatherRow>of().iterator();
    }

    /** A fetched row, which bears its shard. */
    public static GatherRow of(AbstractRecord row) {
        List<?> values = row.getValues();
        return GatherRow.of(
                RowToken.of(row), values.subList(0, values.size() - 1).toArray());
    }

    /**
     * Rows as EclipseLink fetches them, with the shard at the end of each.
     *
     * @param columns how many columns are taken of each row
     * @param fields at least as many; a value is fetched as one of its field's type
     * @param session the session that fetches
     */
    @SuppressWarnings("JdkObsolete") // EclipseLink's own type for rows
    public static Vector<AbstractRecord> records(
            Iterator<GatherRow> rows, int columns, List<DatabaseField> fields, AbstractSession session) {
        Vector<DatabaseField> all = NonSynchronizedVector.newInstance(columns + 1);
        all.addAll(fields.subList(0, columns));
        all.add(RowToken.field());
        DatabaseField[] array = all.toArray(DatabaseField[]::new);
        Vector<AbstractRecord> records = new Vector<>();
        rows.forEachRemaining(row -> {
            Object[] values = Arrays.copyOf(row.toArray(), columns + 1);
            for (int i = 0; i < columns; i++) {
                values[i] = typed(values[i], array[i].getType(), session);
            }
            values[columns] = row.shard();
            records.add(new ArrayRecord(all, array, values));
        });
        return records;
    }

    private static @Nullable Object typed(@Nullable Object value, @Nullable Class<?> type, AbstractSession session) {
        return value == null || type == null || type.isInstance(value)
                ? value
                : session.getDatasourcePlatform().convertObject(value, type);
    }
}
