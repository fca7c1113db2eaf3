package dev.meridian.sharding.internal.model;

import static dev.meridian.sharding.internal.model.UnitReading.problems;
import static dev.meridian.sharding.internal.model.UnitReading.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.JNDIConnector;
import org.junit.jupiter.api.Test;

class PoolTest {

    @Entity(name = "Place")
    @Partitioned("ByRegion")
    @ValuePartitioning(
            name = "ByRegion",
            partitionColumn = @Column(name = "REGION"),
            partitions = {
                @ValuePartition(value = "A", connectionPool = "asia"),
                @ValuePartition(value = "E", connectionPool = "europe")
            },
            defaultConnectionPool = "elsewhere")
    static class Place {
        @Id
        long id;

        String region;
    }

    @Test
    void pool_thatDoesNotExist_isToldForValuesAndDefault() {
        assertThat(problems(unit("primary", "asia")))
                .containsExactly(
                        "MERIDIAN-032 Place names the connection pool europe, but there is none. Configure"
                                + " eclipselink.connection-pool.europe.*, or correct the name.",
                        "MERIDIAN-032 Place names the connection pool elsewhere, but there is none. Configure"
                                + " eclipselink.connection-pool.elsewhere.*, or correct the name.");
    }

    @Test
    void pool_thatDoesNotExistWithoutAPrimaryShard_isPerhapsThePrimary() {
        assertThat(problems(unit("default", "asia", "europe")))
                .containsExactly("MERIDIAN-032 Place names the connection pool elsewhere, but there is none. Configure"
                        + " eclipselink.connection-pool.elsewhere.*, or correct the name. If it is the unit's own data"
                        + " source, set meridian.primary-shard=elsewhere.");
    }

    @Test
    void primary_ofASystemProperty_isTaken() {
        System.setProperty(Settings.PRIMARY_SHARD, "elsewhere");
        try {
            ShardedUnit.Builder unit = unit("elsewhere", "asia", "europe").withoutMeridian();

            assertThat(read(unit).model().shards().primary()).isEqualTo("elsewhere");
        } finally {
            System.clearProperty(Settings.PRIMARY_SHARD);
        }
    }

    @Test
    void systemProperty_thatIsUnknown_isTold() {
        System.setProperty("meridian.primary", "elsewhere");
        try {
            assertThat(problems(unit("elsewhere", "asia", "europe")))
                    .containsExactly("MERIDIAN-030 A JVM system property sets meridian.primary, which is no property of"
                            + " Meridian." + ModelReaderTest.KNOWN);
        } finally {
            System.clearProperty("meridian.primary");
        }
    }

    @Test
    void primary_withTheNameOfAnotherPool_isTold() {
        assertThat(problems(unit("primary", "asia", "europe", "elsewhere").property("meridian.primary-shard", "asia")))
                .containsExactly(
                        "MERIDIAN-034 meridian.primary-shard is to be the name of the unit's own data source, but"
                                + " asia is a connection pool of its own. Choose another name, or remove the properties"
                                + " eclipselink.connection-pool.asia.*.");
    }

    @Test
    void pool_thatNoShardMapNames_isTold() {
        assertThat(problems(unit("elsewhere", "asia", "europe", "africa")))
                .containsExactly(
                        "MERIDIAN-035 No shard map names the connection pool africa. Map values to it, or remove"
                                + " eclipselink.connection-pool.africa.*.");
    }

    @Test
    void pools_ofEclipseLinkItself_areNoShards() {
        ModelReading reading = read(unit("elsewhere", "asia", "europe")
                .property("eclipselink.connection-pool.read.min", "1")
                .property("eclipselink.connection-pool.sequence.min", "1")
                .property("eclipselink.connection-pool.default.min", "1"));

        assertThat(reading.model().shards().names()).containsExactly("elsewhere", "asia", "europe");
    }

    @Test
    void shards_withOneUrl_areTold() {
        assertThat(problems(unit("elsewhere", "asia", "europe")
                        .property("eclipselink.connection-pool.asia.url", "jdbc:one")
                        .property("eclipselink.connection-pool.europe.url", " jdbc:one")))
                .containsExactly(
                        "MERIDIAN-036 The shards asia and europe have the same URL. Give each shard a database of its own.");
    }

    @Test
    void shard_withThePrimarysUrl_isTold() {
        assertThat(problems(unit("elsewhere", "asia").property("eclipselink.connection-pool.europe.min", "1")))
                .containsExactly(
                        "MERIDIAN-036 The shards elsewhere and europe have the same URL. Give each shard a database"
                                + " of its own.");
    }

    @Test
    void shards_withOneDataSource_areTold() {
        assertThat(problems(unit("elsewhere")
                        .property("eclipselink.connection-pool.asia.jtaDataSource", "jdbc/a")
                        .property("eclipselink.connection-pool.asia.nonJtaDataSource", "jdbc/b")
                        .property("eclipselink.connection-pool.europe.jtaDataSource", "jdbc/c")
                        .property("eclipselink.connection-pool.europe.nonJtaDataSource", "jdbc/b")))
                .containsExactly("MERIDIAN-036 The shards asia and europe have the same data source. Give each shard a"
                        + " database of its own.");
    }

    @Test
    void shard_withADataSourceOfThePrimary_isTold() {
        assertThat(problems(unit("elsewhere")
                        .property("jakarta.persistence.nonJtaDataSource", "jdbc/b")
                        .property("eclipselink.connection-pool.asia.jtaDataSource", "jdbc/a")
                        .property("eclipselink.connection-pool.europe.jtaDataSource", "jdbc/b")))
                .containsExactly(
                        "MERIDIAN-036 The shards elsewhere and europe have the same data source. Give each shard a"
                                + " database of its own.");
    }

    @Test
    void shards_withOneDataSourceObject_areTold() {
        var source = new org.apache.derby.jdbc.EmbeddedDataSource();

        assertThat(problems(unit("elsewhere", "asia", "europe"), session -> {
                    for (String pool : new String[] {"default", "asia"}) {
                        DatabaseLogin login = (DatabaseLogin)
                                session.getConnectionPool(pool).getLogin().clone();
                        login.setConnector(new JNDIConnector(source));
                        session.getConnectionPool(pool).setLogin(login);
                    }
                }))
                .containsExactly(
                        "MERIDIAN-036 The shards elsewhere and asia have the same data source. Give each shard a"
                                + " database of its own.");
    }

    @Test
    void pool_withAFailover_isRefused() {
        assertThat(problems(unit("elsewhere", "asia", "europe")
                        .property("eclipselink.connection-pool.asia.failover", "europe")))
                .containsExactly("MERIDIAN-059 The unit uses a failover of the shard asia, which is not supported with"
                        + " sharded entities. Remove it.");
    }

    @Test
    void unit_withAnExclusiveConnection_isRefused() {
        assertThat(problems(unit("elsewhere", "asia", "europe")
                        .property("eclipselink.jdbc.exclusive-connection.mode", "Always")))
                .containsExactly(
                        "MERIDIAN-037 The exclusive connection mode Always sends statements to the wrong shard."
                                + " Remove eclipselink.jdbc.exclusive-connection.mode.");
    }

    private static ShardedUnit.Builder unit(String... shards) {
        return ShardedUnit.with(Place.class).shards(shards);
    }
}
