package dev.meridian.sharding.internal.schema;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.Vector;
import org.eclipse.persistence.exceptions.DatabaseException;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.helper.NonSynchronizedVector;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.jspecify.annotations.Nullable;

/** What a shard's database says of its tables, through JDBC. */
final class ShardMetadata {

    private final Accessor accessor;
    private final AbstractSession session;

    ShardMetadata(Accessor accessor, AbstractSession session) {
        this.accessor = accessor;
        this.session = session;
    }

    private record Place(@Nullable String catalog, @Nullable String schema, String table) {}

    private interface Reading<T> {
        T read(Connection connection, DatabaseMetaData metadata) throws SQLException;
    }

    List<String> columnNames(SchemaTable table) {
        return columns(table, null).stream()
                .map(column -> (String) column.get("COLUMN_NAME"))
                .toList();
    }

    Vector<AbstractRecord> columns(SchemaTable table, @Nullable String column) {
        Optional<Place> place = reading((connection, metadata) -> locate(table, connection, metadata));
        if (place.isEmpty()) {
            return NonSynchronizedVector.newInstance();
        }
        Place found = place.get();
        Vector<AbstractRecord> columns =
                accessor.getColumnInfo(found.catalog(), found.schema(), found.table(), column, session);
        // JDBC takes the name for a pattern, in which an underscore stands for any character.
        columns.removeIf(row -> !found.table().equals(row.get("TABLE_NAME")));
        return columns;
    }

    List<String> foreignKeys(SchemaTable table) {
        return ofTable(table, (metadata, place) -> {
            try (ResultSet rows = metadata.getImportedKeys(place.catalog(), place.schema(), place.table())) {
                return column(rows, "FK_NAME");
            }
        });
    }

    /** The indexes, those behind constraints too, with their columns. */
    Map<String, List<String>> indexes(SchemaTable table, boolean unique) {
        Map<String, List<String>> indexes = new TreeMap<>();
        ofTable(table, (metadata, place) -> {
            try (ResultSet rows = metadata.getIndexInfo(place.catalog(), place.schema(), place.table(), unique, true)) {
                while (rows.next()) {
                    String index = rows.getString("INDEX_NAME");
                    if (index != null) {
                        indexes.computeIfAbsent(index, name -> new ArrayList<>())
                                .add(rows.getString("COLUMN_NAME"));
                    }
                }
                return List.of();
            }
        });
        return indexes;
    }

    List<String> schemas() {
        return reading((connection, metadata) -> {
            try (ResultSet rows = metadata.getSchemas()) {
                return column(rows, "TABLE_SCHEM");
            }
        });
    }

    private interface TableReading {
        List<String> read(DatabaseMetaData metadata, Place place) throws SQLException;
    }

    private List<String> ofTable(SchemaTable table, TableReading reading) {
        return reading((connection, metadata) -> {
            Optional<Place> place = locate(table, connection, metadata);
            return place.isPresent() ? reading.read(metadata, place.get()) : List.of();
        });
    }

    private static Optional<Place> locate(SchemaTable table, Connection connection, DatabaseMetaData metadata)
            throws SQLException {
        boolean qualified = !table.qualifier().isEmpty();
        String catalog = qualified ? null : connection.getCatalog();
        String schema = qualified ? null : connection.getSchema();
        for (String spelling : table.name().spellings()) {
            try (ResultSet rows = metadata.getTables(catalog, schema, spelling, null)) {
                while (rows.next()) {
                    Place place = new Place(
                            rows.getString("TABLE_CAT"), rows.getString("TABLE_SCHEM"), rows.getString("TABLE_NAME"));
                    if (place.table().equals(spelling) && (!qualified || isIn(place, table.qualifier()))) {
                        return Optional.of(place);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isIn(Place place, Identifier qualifier) {
        return qualifier.matches(place.schema()) || qualifier.matches(place.catalog());
    }

    private static List<String> column(ResultSet rows, String column) throws SQLException {
        List<String> values = new ArrayList<>();
        while (rows.next()) {
            String value = rows.getString(column);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private <T> T reading(Reading<T> reading) {
        accessor.incrementCallCount(session);
        try {
            Connection connection = accessor.getConnection();
            return reading.read(connection, connection.getMetaData());
        } catch (SQLException failure) {
            throw DatabaseException.sqlException(failure, accessor, session, false);
        } finally {
            accessor.decrementCallCount();
        }
    }
}
