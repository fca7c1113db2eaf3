package dev.meridian.sharding.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Empty PostgreSQL databases of one collation, all on the {@link PostgresServer}. They are emptied and used again. */
final class PostgresDatabases {

    /** Static, as {@link #BY_LANGUAGE}, because they are there to be shared by all tests of a JVM. */
    static final PostgresDatabases BY_BYTES = new PostgresDatabases("bytes", "LOCALE 'C'");

    static final PostgresDatabases BY_LANGUAGE =
            new PostgresDatabases("language", "LOCALE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'en-US'");

    /** EclipseLink does not know PostgreSQL 15 and later, and takes them for one of before 10. */
    static final Map<String, Object> PROPERTIES =
            Map.of("eclipselink.target-database", "org.eclipse.persistence.platform.database.PostgreSQL10Platform");

    private final Queue<String> idle = new ConcurrentLinkedQueue<>();
    private final AtomicInteger created = new AtomicInteger();
    private final String name;
    private final String locale;

    private PostgresDatabases(String name, String locale) {
        this.name = name;
        this.locale = locale;
    }

    /**
     * The URL of an empty database that nobody else has.
     *
     * @throws org.opentest4j.TestAbortedException if no server can be started here
     */
    String acquire() {
        String url = idle.poll();
        return url != null ? url : create(PostgresServer.started(), name + created.incrementAndGet());
    }

    /** Gives a database back, with the connections of those who did not close theirs. */
    void release(String url) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
            // What a prepared transaction has locked stays locked: then nobody gets this database again.
            statement.execute("SET lock_timeout = '2s'");
            statement.execute("DROP SCHEMA public CASCADE");
            statement.execute("CREATE SCHEMA public");
            idle.add(url);
        } catch (SQLException e) {
            System.getLogger(PostgresDatabases.class.getName())
                    .log(System.Logger.Level.WARNING, "A database could not be emptied and is left alone.", e);
        }
    }

    /** The statement after which the generated column ID of a table counts from 1 again. */
    static String restartIds(String table) {
        return "SELECT setval(pg_get_serial_sequence('" + table + "', 'id'), 1, false)";
    }

    private String create(PostgresServer server, String database) {
        try (Connection connection = DriverManager.getConnection(server.url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database + " TEMPLATE template0 ENCODING 'UTF8' " + locale);
            return server.url(database);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
