package dev.meridian.sharding.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** The PostgreSQL server of a test JVM: started at the first use, stopped at the JVM's end, reached from this machine only. */
final class PostgresServer {

    /** Static, because to start a server takes seconds. */
    private static @Nullable PostgresServer only;

    private static @Nullable String failure;

    private final EmbeddedPostgres process;

    private PostgresServer(EmbeddedPostgres process) {
        this.process = process;
    }

    /**
     * The running server.
     *
     * @throws TestAbortedException if it cannot run here, with the reason
     */
    static synchronized PostgresServer started() {
        if (only == null && failure == null) {
            try {
                only = new PostgresServer(start());
            } catch (IOException | IllegalStateException e) {
                failure = e.toString();
            }
        }
        if (only == null) {
            throw new TestAbortedException("skipped, because PostgreSQL does not start here (" + failure
                    + "); its binaries are for Linux on amd64");
        }
        return only;
    }

    private static EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("max_connections", "300")
                .setServerConfig("max_prepared_transactions", "64")
                .start();
    }

    String url(String database) {
        return process.getJdbcUrl("postgres", database);
    }
}
