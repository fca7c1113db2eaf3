package dev.meridian.sharding.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Empty Derby databases in memory. They are emptied and used again, because to make one takes most of a second. */
final class DerbyDatabases {

    /** Static, because it is there to be shared by all tests of a JVM. */
    private static final Queue<String> IDLE = new ConcurrentLinkedQueue<>();

    private static final String CONSTRAINTS = "SELECT 'ALTER TABLE \"' || s.SCHEMANAME || '\".\"' || t.TABLENAME"
            + " || '\" DROP CONSTRAINT \"' || c.CONSTRAINTNAME || '\"' FROM SYS.SYSCONSTRAINTS c"
            + " JOIN SYS.SYSTABLES t ON c.TABLEID = t.TABLEID JOIN SYS.SYSSCHEMAS s ON t.SCHEMAID = s.SCHEMAID"
            + " WHERE c.TYPE = 'F'";
    private static final String TABLES = "SELECT CASE t.TABLETYPE WHEN 'V' THEN 'DROP VIEW \"' ELSE 'DROP TABLE \"' END"
            + " || s.SCHEMANAME || '\".\"' || t.TABLENAME || '\"' FROM SYS.SYSTABLES t"
            + " JOIN SYS.SYSSCHEMAS s ON t.SCHEMAID = s.SCHEMAID WHERE t.TABLETYPE IN ('T', 'V')"
            + " ORDER BY t.TABLETYPE DESC";
    private static final String SEQUENCES = "SELECT 'DROP SEQUENCE \"' || s.SCHEMANAME || '\".\"' || q.SEQUENCENAME"
            + " || '\" RESTRICT' FROM SYS.SYSSEQUENCES q JOIN SYS.SYSSCHEMAS s ON q.SCHEMAID = s.SCHEMAID";

    private DerbyDatabases() {}

    /** The URL of an empty database that nobody else has. */
    static String acquire() {
        String idle = IDLE.poll();
        return idle != null ? idle : "jdbc:derby:memory:" + UUID.randomUUID() + ";create=true";
    }

    /** Gives a database back; what is still connected to it must not use it any more. */
    static void release(String url) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            // A lock that somebody left behind must not hold up the next test.
            statement.execute("CALL SYSCS_UTIL.SYSCS_SET_DATABASE_PROPERTY('derby.locks.waitTimeout', '2')");
            for (String query : List.of(CONSTRAINTS, TABLES, SEQUENCES)) {
                for (String sql : read(statement, query)) {
                    statement.execute(sql);
                }
            }
            statement.execute("CALL SYSCS_UTIL.SYSCS_SET_DATABASE_PROPERTY('derby.locks.waitTimeout', null)");
            IDLE.add(url);
        } catch (SQLException e) {
            drop(url);
        }
    }

    private static List<String> read(Statement statement, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private static void drop(String url) {
        try {
            DriverManager.getConnection(url.replace(";create=true", ";drop=true"))
                    .close();
        } catch (SQLException e) {
            // So Derby says that the database is dropped.
            if (!"08006".equals(e.getSQLState())) {
                throw new IllegalStateException(e);
            }
        }
    }
}
