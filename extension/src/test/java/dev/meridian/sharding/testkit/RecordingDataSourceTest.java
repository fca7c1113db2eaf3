package dev.meridian.sharding.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.junit.jupiter.api.Test;

class RecordingDataSourceTest {

    private final StatementLog log = new StatementLog();
    private final EmbeddedDataSource real = derby();
    private final RecordingDataSource recording = new RecordingDataSource(real, "europe", log);

    @Test
    void connections_withAndWithoutUser_areRecorded() throws SQLException {
        execute(recording.getConnection());
        execute(recording.getConnection("app", "app"));

        assertThat(log.counts().toString()).isEqualTo("{europe=2}");
    }

    @Test
    void unwrap_asDataSource_staysRecording() throws SQLException {
        assertThat(recording.unwrap(DataSource.class)).isSameAs(recording);
        assertThat(recording.isWrapperFor(DataSource.class)).isTrue();
        recording.setLoginTimeout(7);
        assertThat(recording.getLoginTimeout()).isEqualTo(7).isEqualTo(real.getLoginTimeout());
    }

    private static void execute(Connection opened) throws SQLException {
        try (Connection connection = opened;
                Statement statement = connection.createStatement()) {
            statement.execute("VALUES 1");
        }
    }

    private static EmbeddedDataSource derby() {
        EmbeddedDataSource derby = new EmbeddedDataSource();
        derby.setDatabaseName("memory:" + UUID.randomUUID());
        derby.setCreateDatabase("create");
        return derby;
    }
}
