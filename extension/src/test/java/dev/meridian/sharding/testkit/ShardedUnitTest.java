package dev.meridian.sharding.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.internal.weaving.PersistenceWeaved;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("weaving")
class ShardedUnitTest {

    @Test
    void open_ofTheExample_deploysItWithAPoolForEachShard() {
        try (ShardedUnit unit = plain().open()) {
            ServerSession session = (ServerSession) unit.emf().unwrap(Session.class);

            assertThat(session.getConnectionPools().keySet())
                    .containsExactlyInAnyOrder("default", "asia", "europe", "south_america");
            assertThat(session.getProperty("meridian.primary-shard")).isNull();
        }
    }

    @Test
    void entities_areWovenUnderTheAgentOnly() {
        plain().open().close();

        boolean weaving = Boolean.getBoolean("meridian.test.weaving");
        assertThat(PersistenceWeaved.class.isAssignableFrom(WeatherLocation.class))
                .isEqualTo(weaving);
        assertThat(PersistenceWeaved.class.isAssignableFrom(Report.class)).isEqualTo(weaving);
    }

    @Test
    void restart_keepsDatabasesAndLog() throws SQLException {
        try (ShardedUnit unit = plain().open()) {
            unit.execute("asia", "CREATE TABLE KEPT (ID INTEGER)");
            var before = unit.emf();

            unit.restart();

            assertThat(before.isOpen()).isFalse();
            assertThat(unit.emf().isOpen()).isTrue();
            unit.execute("asia", "DROP TABLE KEPT");
            assertThat(unit.log().count("asia")).isZero();
        }
    }

    @Test
    void close_emptiesTheDatabases() throws SQLException {
        String create = "CREATE TABLE GONE (ID INTEGER PRIMARY KEY REFERENCES KEPT)";
        for (int round = 0; round < 3; round++) {
            try (ShardedUnit unit = plain().open()) {
                for (String shard : ShardedUnit.SHARDS) {
                    unit.execute(shard, "CREATE TABLE KEPT (ID INTEGER PRIMARY KEY)", create);
                    unit.execute(shard, "CREATE VIEW V AS SELECT ID FROM GONE", "CREATE SEQUENCE S");
                }
            }
        }
    }

    @Test
    void open_ofAUnitThatFails_throwsWhatTheDeploymentThrew() {
        var failure = new IllegalStateException("no");

        assertThatThrownBy(() -> plain().customizer(session -> {
                            throw failure;
                        })
                        .open())
                .hasRootCause(failure);
    }

    @Test
    void property_byTheTest_isGivenToTheUnit() {
        List<Object> seen = new ArrayList<>();

        plain().property("some.property", "some value")
                .customizer(session -> seen.add(session.getProperty("some.property")))
                .open()
                .close();

        assertThat(seen).containsExactly("some value");
    }

    private static ShardedUnit.Builder plain() {
        return ShardedUnit.with(WeatherLocation.class, Report.class).withoutMeridian();
    }
}
