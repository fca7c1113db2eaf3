package dev.meridian.sharding.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PostgresDatabasesTest {

    @ParameterizedTest
    @CsvSource({"POSTGRESQL,B C a b é", "POSTGRESQL_ICU,a b B C é"})
    void texts_sortByTheCollationOfTheKind(DatabaseKind kind, String sorted) throws SQLException {
        try (ShardedUnit unit = plain(kind).open()) {
            assertThat(read(unit, "SELECT t FROM (VALUES ('é'), ('C'), ('b'), ('B'), ('a')) v(t) ORDER BY t"))
                    .isEqualTo(List.of(sorted.split(" ")));
        }
    }

    @Test
    void server_listensOnThisMachineAlone_andPreparesTransactions() throws SQLException {
        try (ShardedUnit unit = plain(DatabaseKind.POSTGRESQL).open()) {
            assertThat(read(unit, "SHOW listen_addresses")).containsExactly("localhost");
            assertThat(read(unit, "SHOW max_prepared_transactions")).containsExactly("64");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DatabaseKind.class,
            names = {"POSTGRESQL", "POSTGRESQL_ICU"})
    void close_emptiesTheDatabases(DatabaseKind kind) throws SQLException {
        for (int round = 0; round < 2; round++) {
            try (ShardedUnit unit = plain(kind).open();
                    var leftOpen = unit.jdbc("asia")) {
                assertThat(read(unit, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"))
                        .isEmpty();
                leftOpen.setAutoCommit(false);
                leftOpen.createStatement().execute("CREATE TABLE locked (id INTEGER)");
                unit.execute("north_america", "CREATE TABLE gone (id SERIAL PRIMARY KEY)", "CREATE SEQUENCE s");
            }
        }
    }

    @Test
    void shards_areDatabasesOfTheirOwn() throws SQLException {
        try (ShardedUnit unit = plain(DatabaseKind.POSTGRESQL).open()) {
            List<String> databases = new ArrayList<>();
            for (String shard : ShardedUnit.SHARDS) {
                databases.addAll(read(unit, shard, "SELECT current_database()"));
            }
            assertThat(databases).doesNotHaveDuplicates().hasSameSizeAs(ShardedUnit.SHARDS);
        }
    }

    @Test
    void statements_areRecorded() {
        try (ShardedUnit unit = ShardedUnit.with(WeatherLocation.class, Report.class)
                        .on(DatabaseKind.POSTGRESQL)
                        .unsharded()
                        .createTables()
                        .open();
                var em = unit.emf().createEntityManager()) {
            unit.log().clear();

            em.createQuery("SELECT COUNT(l) FROM WeatherLocation l").getSingleResult();

            assertThat(unit.log().statements("one"))
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("SELECT COUNT(");
        }
    }

    private static ShardedUnit.Builder plain(DatabaseKind kind) {
        return ShardedUnit.with(WeatherLocation.class, Report.class)
                .withoutMeridian()
                .on(kind);
    }

    private static List<String> read(ShardedUnit unit, String sql) throws SQLException {
        return read(unit, "north_america", sql);
    }

    private static List<String> read(ShardedUnit unit, String shard, String sql) throws SQLException {
        try (var connection = unit.jdbc(shard);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
