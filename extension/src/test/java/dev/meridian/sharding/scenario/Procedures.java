package dev.meridian.sharding.scenario;

import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.EntityManager;
import jakarta.persistence.ParameterMode;
import jakarta.persistence.StoredProcedureQuery;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Stored procedures of the shards; Derby's are methods of this class. */
public final class Procedures {

    private static final String NAME = Procedures.class.getName();

    private Procedures() {}

    /** On each shard: WARM, which warms all reports and tells how many; on Derby also ALL_REPORTS, which returns them. */
    static void create(ShardedUnit unit) throws SQLException {
        for (String shard : ShardedUnit.SHARDS) {
            if (unit.kind() == DatabaseKind.DERBY) {
                unit.execute(
                        shard,
                        "CREATE PROCEDURE ALL_REPORTS() PARAMETER STYLE JAVA LANGUAGE JAVA READS SQL DATA"
                                + " DYNAMIC RESULT SETS 1 EXTERNAL NAME '" + NAME + ".allReports'",
                        "CREATE PROCEDURE WARM(IN DEGREES DOUBLE, INOUT WARMED INTEGER) PARAMETER STYLE JAVA LANGUAGE JAVA"
                                + " MODIFIES SQL DATA EXTERNAL NAME '" + NAME + ".warm'");
            } else {
                unit.execute(
                        shard,
                        "CREATE PROCEDURE WARM(DEGREES DOUBLE PRECISION, INOUT WARMED INTEGER) LANGUAGE plpgsql AS"
                                + " 'BEGIN UPDATE REPORT SET TEMPERATURE = TEMPERATURE + DEGREES;"
                                + " GET DIAGNOSTICS WARMED = ROW_COUNT; END'");
            }
        }
    }

    /** A shard's database is used again by other tests, and Derby's is not emptied of procedures. */
    static void drop(ShardedUnit unit) throws SQLException {
        for (String shard : ShardedUnit.SHARDS) {
            unit.execute(shard, "DROP PROCEDURE WARM");
            if (unit.kind() == DatabaseKind.DERBY) {
                unit.execute(shard, "DROP PROCEDURE ALL_REPORTS");
            }
        }
    }

    /** A call that is pinned to no shard yet. */
    static StoredProcedureQuery warm(EntityManager em) {
        return em.createStoredProcedureQuery("WARM")
                .registerStoredProcedureParameter(1, Double.class, ParameterMode.IN)
                .registerStoredProcedureParameter(2, Integer.class, ParameterMode.INOUT)
                .setParameter(1, 5.0)
                .setParameter(2, 0);
    }

    /** Called by Derby. */
    public static void allReports(ResultSet[] rows) throws SQLException {
        rows[0] = connection().createStatement().executeQuery("SELECT * FROM REPORT");
    }

    /** Called by Derby. */
    public static void warm(double degrees, int[] warmed) throws SQLException {
        try (var update = connection().prepareStatement("UPDATE REPORT SET TEMPERATURE = TEMPERATURE + ?")) {
            update.setDouble(1, degrees);
            warmed[0] = update.executeUpdate();
        }
    }

    private static Connection connection() throws SQLException {
        return DriverManager.getConnection("jdbc:default:connection");
    }
}
