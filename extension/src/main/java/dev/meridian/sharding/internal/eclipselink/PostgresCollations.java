package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.internal.plan.ColumnCollations;
import dev.meridian.sharding.internal.plan.NotGatherable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.persistence.internal.databaseaccess.DatabasePlatform;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.DataReadQuery;
import org.eclipse.persistence.queries.SQLCall;
import org.jspecify.annotations.Nullable;

/**
 * The collations that columns have in PostgreSQL, where each can have another one. The catalogue of one shard is asked once
 * for each table: not at login, when EclipseLink may not have created it. In no other database are they known. Thread-safe.
 */
final class PostgresCollations implements ColumnCollations {

    private static final String OF_TABLE =
            "SELECT a.attname, quote_ident(n.nspname) || '.' || quote_ident(c.collname), c.collisdeterministic"
                    + " FROM (SELECT to_regclass(CAST(#table AS text)) AS id) t"
                    + " LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = t.id AND a.attnum > 0"
                    + " LEFT JOIN pg_catalog.pg_collation c ON c.oid = a.attcollation AND c.collname <> 'default'"
                    + " LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace"
                    + " WHERE t.id IS NOT NULL";

    private final Map<String, Map<String, Collation>> tables = new ConcurrentHashMap<>();

    @Override
    public @Nullable Collation of(DatabaseField column, List<String> shards, AbstractSession session) {
        if (shards.isEmpty() || !session.getPlatform().isPostgreSQL()) {
            return null;
        }
        String table = column.getTable().getQualifiedNameDelimited((DatabasePlatform) session.getDatasourcePlatform());
        Map<String, Collation> known = tables.get(table);
        if (known == null) {
            known = read(table, shards.get(0), session);
        }
        return known.get(
                column.shouldUseDelimiters()
                        ? column.getName()
                        : column.getName().toLowerCase(Locale.ROOT));
    }

    private Map<String, Collation> read(String table, String shard, AbstractSession session) {
        DataReadQuery query = new DataReadQuery(new SQLCall(OF_TABLE));
        query.addArgument("table", String.class);
        query.setPartitioningPolicy(
                session.getProject().getPartitioningPolicies().get(shard));
        // Not the application's, which the unit may forbid.
        query.setAllowNativeSQLQuery(true);
        Map<String, Collation> collations = new HashMap<>();
        boolean exists = false;
        for (Object each : (Collection<?>) session.executeQuery(query, List.of(table))) {
            exists = true;
            List<?> row = ((AbstractRecord) each).getValues();
            if (row.get(1) != null) {
                collations.put((String) row.get(0), new Collation((String) row.get(1), (Boolean) row.get(2)));
            }
        }
        if (!exists) {
            throw new NotGatherable("the table " + table + " does not exist");
        }
        tables.put(table, Map.copyOf(collations));
        return collations;
    }
}
