package dev.meridian.sharding.internal.execution;

import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.jspecify.annotations.Nullable;

/**
 * The shard of a row, carried by the row itself as one more field at its end.
 *
 * <p>At the end, because EclipseLink cuts a joined row from the front: what is left for the joined entity still has the
 * token. The field's name is no identifier, so that no column and no query parameter can be taken for it.
 */
public final class RowToken {

    private static final String NAME = "MERIDIAN SHARD";

    private RowToken() {}

    /** Notes on a query that maps its rows by itself, and drops the token of each, that all came from one shard. */
    public static void putAll(DatabaseQuery query, String shard) {
        query.setProperty(NAME, shard);
    }

    /** The shard of all rows of such a query, or null. */
    public static @Nullable String ofAll(DatabaseQuery query) {
        return (String) query.getProperty(NAME);
    }

    /** A new field; EclipseLink keeps an index in each, so they are not shared between threads' rows. */
    public static DatabaseField field() {
        DatabaseField field = new DatabaseField();
        field.setName(NAME);
        field.setType(String.class);
        return field;
    }

    /** The shard that a row came from, or null if it was not fetched, or not for a sharded entity. */
    public static @Nullable String of(@Nullable AbstractRecord row) {
        return row == null ? null : (String) row.get(field());
    }

    /** Gives a row that was made in memory the shard that it stands for. */
    public static void put(AbstractRecord row, String shard) {
        row.put(field(), shard);
    }
}
