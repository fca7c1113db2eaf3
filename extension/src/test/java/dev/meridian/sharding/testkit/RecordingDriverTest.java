package dev.meridian.sharding.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordingDriverTest {

    /** One database for all tests: to make one is what costs time here. */
    private static final String DATABASE = "jdbc:derby:memory:" + UUID.randomUUID();

    private final StatementLog log = new StatementLog();
    private Connection connection;

    @BeforeAll
    static void createDatabase() throws SQLException {
        try (Connection real = DriverManager.getConnection(DATABASE + ";create=true");
                Statement statement = real.createStatement()) {
            statement.executeUpdate("CREATE TABLE T (N INTEGER NOT NULL PRIMARY KEY)");
        }
    }

    @AfterAll
    static void dropDatabase() {
        assertThatThrownBy(() -> DriverManager.getConnection(DATABASE + ";drop=true"))
                .isInstanceOf(SQLException.class)
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("08006");
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection(RecordingDriver.url(log, "asia", DATABASE));
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM T");
        }
        log.clear();
    }

    @AfterEach
    void close() throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
        connection.close();
        RecordingDriver.forget(log);
    }

    @Test
    void statement_executed_isRecordedWithItsThread() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT N FROM T")) {
            assertThat(rows.next()).isFalse();
        }

        assertThat(log.all())
                .containsExactly(new StatementLog.Entry(
                        "asia", "SELECT N FROM T", Thread.currentThread().getName()));
    }

    @Test
    void preparedStatement_executedTwice_isRecordedTwice() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO T VALUES (?)")) {
            assertThat(log.all()).isEmpty();
            for (int n = 0; n < 2; n++) {
                statement.setInt(1, n);
                statement.executeUpdate();
            }
        }

        assertThat(log.statements("asia")).containsExactly("INSERT INTO T VALUES (?)", "INSERT INTO T VALUES (?)");
    }

    @Test
    void preparedBatch_ofTwoRows_isOneEntry() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO T VALUES (?)")) {
            for (int n = 0; n < 2; n++) {
                statement.setInt(1, n);
                statement.addBatch();
            }
            assertThat(statement.executeBatch()).containsExactly(1, 1);
        }

        assertThat(log.statements("asia")).containsExactly("INSERT INTO T VALUES (?)");
    }

    @Test
    void plainBatch_ofTwoStatements_isOneEntryWithBothTexts() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("INSERT INTO T VALUES (9)");
            statement.clearBatch();
            statement.addBatch("INSERT INTO T VALUES (1)");
            statement.addBatch("INSERT INTO T VALUES (2)");
            statement.executeBatch();
        }

        assertThat(log.statements("asia")).containsExactly("INSERT INTO T VALUES (1); INSERT INTO T VALUES (2)");
    }

    @Test
    void callableStatement_executed_isRecorded() throws SQLException {
        try (CallableStatement call = connection.prepareCall("CALL SYSCS_UTIL.SYSCS_CHECKPOINT_DATABASE()")) {
            call.execute();
        }

        assertThat(log.count("asia")).isEqualTo(1);
    }

    @Test
    void commitAndRollback_areRecordedApart() throws SQLException {
        connection.setAutoCommit(false);
        Savepoint savepoint = connection.setSavepoint();
        connection.rollback(savepoint);
        connection.commit();
        connection.rollback();
        connection.rollback();

        assertThat(log.commits("asia")).hasSize(1);
        assertThat(log.rollbacks("asia")).hasSize(2);
        assertThat(log.all()).isEmpty();
    }

    @Test
    void failNextCommit_leavesTheTransactionOpen() throws SQLException {
        connection.setAutoCommit(false);
        insert(1);
        log.failNextCommit("asia");

        assertThatThrownBy(connection::commit).isInstanceOf(InjectedFailure.class);
        connection.rollback();

        assertThat(log.commits("asia")).isEmpty();
        assertThat(rows()).isZero();
    }

    @Test
    void failNext_matchingStatement_doesNotReachTheDatabase() throws SQLException {
        log.failNext("asia", sql -> sql.startsWith("INSERT"));

        assertThatThrownBy(() -> insert(1)).isInstanceOf(InjectedFailure.class);

        assertThat(rows()).isZero();
    }

    @Test
    void driversException_comesOutAsItIs() {
        assertThatThrownBy(() -> connection.createStatement().execute("SELECT nothing"))
                .isInstanceOf(SQLException.class)
                .isNotInstanceOf(InjectedFailure.class);
    }

    @Test
    void statementsConnection_isTheRecordingOne() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.getConnection()).isSameAs(connection);
            assertThat(Set.of(statement, connection)).contains(statement);
            assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
            assertThat(connection.isWrapperFor(Connection.class)).isTrue();
        }
    }

    @Test
    void connect_withForeignUrl_returnsNull() throws SQLException {
        assertThat(new RecordingDriver().connect(DATABASE, new Properties())).isNull();
    }

    @Test
    void connect_withForgottenLog_fails() {
        String url = RecordingDriver.url(log, "asia", DATABASE);
        RecordingDriver.forget(log);

        assertThatThrownBy(() -> DriverManager.getConnection(url)).hasMessageContaining("no such log");
    }

    @Test
    void url_withColonInShard_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> RecordingDriver.url(log, "a:b", DATABASE));
    }

    private void insert(int n) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO T VALUES (" + n + ")");
        }
    }

    private int rows() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM T")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
