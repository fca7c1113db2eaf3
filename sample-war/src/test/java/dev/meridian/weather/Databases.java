package dev.meridian.weather;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceUnit;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;

/** The four databases by plain JDBC, past everything that is tested. */
@ApplicationScoped
public class Databases {
    /** Bears a name, so that a repository can mean this unit. */
    @PersistenceUnit(name = "java:app/env/weather", unitName = "weather")
    EntityManagerFactory factory;

    @Resource(lookup = "jdbc/asia")
    DataSource asiaInTransaction;

    @Resource(lookup = "jdbc/north_america-ids")
    DataSource northAmerica;

    @Resource(lookup = "jdbc/asia-nonjta")
    DataSource asia;

    @Resource(lookup = "jdbc/europe-nonjta")
    DataSource europe;

    @Resource(lookup = "jdbc/south_america-nonjta")
    DataSource southAmerica;

    /** Empties all tables and caches; the next report of each shard is its first one. */
    public void clear() throws SQLException {
        // The first use makes the tables.
        factory.getMetamodel();
        for (DataSource database : all().values()) {
            execute(database, "delete from REPORT");
            execute(database, "delete from WEATHER_LOCATION");
            execute(database, "alter table REPORT alter column ID restart with 1");
        }
        factory.getCache().evictAll();
    }

    /** Empties a table that is there. */
    public void empty(String table) throws SQLException {
        for (DataSource database : all().values()) {
            execute(database, "delete from " + table);
        }
    }

    /** How many rows each shard's table has; shards without any are left out. */
    public Map<String, Integer> rows(String table) throws SQLException {
        Map<String, Integer> rows = new LinkedHashMap<>();
        for (var database : all().entrySet()) {
            try (var connection = database.getValue().getConnection();
                    var statement = connection.createStatement();
                    var result = statement.executeQuery("select count(*) from " + table)) {
                result.next();
                if (result.getInt(1) > 0) {
                    rows.put(database.getKey(), result.getInt(1));
                }
            }
        }
        return rows;
    }

    /** Stores a city in Asia, on the caller's transaction. */
    public void insertInAsia(long id, String city) throws SQLException {
        try (var connection = asiaInTransaction.getConnection();
                var insert = connection.prepareStatement("insert into WEATHER_LOCATION"
                        + " (ID, CONTINENT, CITY, COUNTRY, POPULATION, LATITUDE, LONGITUDE)"
                        + " values (?, 'Asia', ?, 'JP', 0, 0, 0)")) {
            insert.setLong(1, id);
            insert.setString(2, city);
            insert.executeUpdate();
        }
    }

    private Map<String, DataSource> all() {
        Map<String, DataSource> all = new LinkedHashMap<>();
        all.put("north_america", northAmerica);
        all.put("asia", asia);
        all.put("europe", europe);
        all.put("south_america", southAmerica);
        return all;
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
