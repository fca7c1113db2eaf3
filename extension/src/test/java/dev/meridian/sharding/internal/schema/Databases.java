package dev.meridian.sharding.internal.schema;

import dev.meridian.sharding.internal.schema.shop.Carrier;
import dev.meridian.sharding.internal.schema.shop.Depot;
import dev.meridian.sharding.internal.schema.shop.Parcel;
import dev.meridian.sharding.testkit.ShardedUnit;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/** What the databases of a unit have, by plain JDBC. */
final class Databases {

    static final String DEPOT =
            "CREATE TABLE DEPOT (ID BIGINT NOT NULL, CONTINENT VARCHAR(255) NOT NULL, CODE VARCHAR(255), CITY VARCHAR(255),"
                    + " PRIMARY KEY (ID))";

    private Databases() {}

    static ShardedUnit.Builder shop() {
        return ShardedUnit.with(Depot.class, Parcel.class, Carrier.class).shards(Depot.SHARDS.toArray(String[]::new));
    }

    static ShardedUnit.Builder shop(String action) {
        return shop().property("jakarta.persistence.schema-generation.database.action", action);
    }

    static Set<String> tables(ShardedUnit unit, String shard) throws SQLException {
        return names(unit, shard, "SELECT TABLENAME FROM SYS.SYSTABLES WHERE TABLETYPE = 'T'");
    }

    static Set<String> columns(ShardedUnit unit, String shard, String table) throws SQLException {
        return names(
                unit,
                shard,
                "SELECT c.COLUMNNAME FROM SYS.SYSCOLUMNS c JOIN SYS.SYSTABLES t ON c.REFERENCEID = t.TABLEID"
                        + " WHERE t.TABLENAME = '" + table + "'");
    }

    /** Each foreign key and unique constraint as its table, its type (F, U) and, if it is unique, its name. */
    static Set<String> constraints(ShardedUnit unit, String shard) throws SQLException {
        return names(
                unit,
                shard,
                "SELECT t.TABLENAME || ' ' || c.TYPE || CASE c.TYPE WHEN 'U' THEN ' ' || c.CONSTRAINTNAME ELSE '' END"
                        + " FROM SYS.SYSCONSTRAINTS c JOIN SYS.SYSTABLES t ON c.TABLEID = t.TABLEID"
                        + " WHERE c.TYPE IN ('F', 'U')");
    }

    static Set<String> indexes(ShardedUnit unit, String shard) throws SQLException {
        return names(
                unit,
                shard,
                "SELECT CONGLOMERATENAME FROM SYS.SYSCONGLOMERATES WHERE ISINDEX AND NOT ISCONSTRAINT"
                        + " AND CONGLOMERATENAME NOT LIKE 'SYS%'");
    }

    static long count(ShardedUnit unit, String shard, String table) throws SQLException {
        try (Connection connection = unit.jdbc(shard);
                ResultSet rows = connection.createStatement().executeQuery("SELECT COUNT(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Set<String> names(ShardedUnit unit, String shard, String query) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (Connection connection = unit.jdbc(shard);
                ResultSet rows = connection.createStatement().executeQuery(query)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
