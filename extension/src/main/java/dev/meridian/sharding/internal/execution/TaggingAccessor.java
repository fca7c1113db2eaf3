package dev.meridian.sharding.internal.execution;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.Vector;
import java.util.function.Supplier;
import org.eclipse.persistence.internal.databaseaccess.DatabaseAccessor;
import org.eclipse.persistence.internal.databaseaccess.DatabaseCall;
import org.eclipse.persistence.internal.databaseaccess.DatabasePlatform;
import org.eclipse.persistence.internal.databaseaccess.DatasourceCall;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.helper.NonSynchronizedVector;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.ArrayRecord;
import org.eclipse.persistence.queries.Call;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.jspecify.annotations.Nullable;

/**
 * Puts the shard's token at the end of each row that is fetched for objects.
 *
 * <p>Rows of queries for raw data (native queries without an entity) are left as they are, since their columns are the
 * result; so are those of a native query with a mapping of its own, which is told the shard instead.
 */
abstract class TaggingAccessor extends DatabaseAccessor {
    private static final long serialVersionUID = 1L;

    private final String shard;
    private boolean tagging;
    private transient Set<Object> rawCursors = newIdentitySet();
    private transient @Nullable Vector<DatabaseField> plainFields;
    private transient Vector<DatabaseField> taggedFields = NonSynchronizedVector.newInstance();
    private transient DatabaseField[] taggedArray = {};

    TaggingAccessor(String shard) {
        this.shard = shard;
    }

    /** The shard's name. */
    public String shard() {
        return shard;
    }

    @Override
    public Object basicExecuteCall(Call call, AbstractRecord row, AbstractSession session, boolean batch) {
        DatabaseQuery query = ((DatasourceCall) call).getQuery();
        boolean mapped = query != null && query.isResultSetMappingQuery();
        if (mapped) {
            RowToken.putAll(query, shard);
        }
        boolean raw = query == null || mapped || query.isDataReadQuery();
        Object result = taggingUnless(raw, () -> super.basicExecuteCall(call, row, session, batch));
        if (raw && result instanceof DatabaseCall cursor && cursor.isCursorReturned()) {
            rawCursors.add(cursor.getFields());
        }
        return result;
    }

    @Override
    public AbstractRecord cursorRetrieveNextRow(
            Vector<DatabaseField> fields, ResultSet resultSet, AbstractSession session) {
        return taggingUnless(
                rawCursors.contains(fields), () -> super.cursorRetrieveNextRow(fields, resultSet, session));
    }

    @Override
    public AbstractRecord cursorRetrievePreviousRow(
            Vector<DatabaseField> fields, ResultSet resultSet, AbstractSession session) {
        return taggingUnless(
                rawCursors.contains(fields), () -> super.cursorRetrievePreviousRow(fields, resultSet, session));
    }

    private <T> T taggingUnless(boolean raw, Supplier<T> work) {
        boolean before = tagging;
        tagging = !raw;
        try {
            return work.get();
        } finally {
            tagging = before;
        }
    }

    @Override
    protected AbstractRecord fetchRow(
            Vector<DatabaseField> fields, ResultSet resultSet, ResultSetMetaData metaData, AbstractSession session) {
        return tagging
                ? fetchRow(fields, fields.toArray(DatabaseField[]::new), resultSet, metaData, session)
                : super.fetchRow(fields, resultSet, metaData, session);
    }

    @Override
    public AbstractRecord fetchRow(
            Vector<DatabaseField> fields,
            DatabaseField[] array,
            ResultSet resultSet,
            ResultSetMetaData metaData,
            AbstractSession session) {
        if (!tagging) {
            return super.fetchRow(fields, array, resultSet, metaData, session);
        }
        extend(fields, array);
        DatabasePlatform platform = getPlatform();
        boolean optimize = platform.shouldOptimizeDataConversion();
        Object[] values = new Object[array.length + 1];
        for (int index = 0; index < array.length; index++) {
            DatabaseField field = array[index];
            // A field that the fetch group leaves out is null.
            values[index] = field == null
                    ? null
                    : getObject(resultSet, field, metaData, index + 1, platform, optimize, session);
        }
        values[array.length] = shard;
        return new ArrayRecord(taggedFields, taggedArray, values);
    }

    // All rows of a result share their fields, and so does mostly the next execution of the same query.
    @SuppressWarnings("ReferenceEquality")
    private void extend(Vector<DatabaseField> fields, DatabaseField[] array) {
        if (plainFields == fields) {
            return;
        }
        taggedArray = Arrays.copyOf(array, array.length + 1);
        taggedArray[array.length] = RowToken.field();
        taggedFields = NonSynchronizedVector.newInstance(taggedArray.length);
        taggedFields.addAll(Arrays.asList(taggedArray));
        plainFields = fields;
    }

    @Override
    public void reset() {
        super.reset();
        rawCursors.clear();
    }

    @Override
    public Object clone() {
        TaggingAccessor copy = (TaggingAccessor) super.clone();
        copy.rawCursors = newIdentitySet();
        copy.plainFields = null;
        return copy;
    }

    private static Set<Object> newIdentitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
