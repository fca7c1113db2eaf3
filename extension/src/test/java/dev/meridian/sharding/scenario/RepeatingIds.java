package dev.meridian.sharding.scenario;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reports and readings whose ids repeat in each of four shards, and one database with the same rows, where they have
 * different ids. Each row bears a number by which it is known in both.
 *
 * <p>In each shard there are the locations {@code 10s+1} and {@code 10s+2}, each with two reports; each report has two
 * readings, and a further reading has none.
 */
final class RepeatingIds implements AutoCloseable {

    /** What a row's id in a shard is increased by, times the shard's place, in the one database. */
    private static final long STEP = 1_000;

    private static final List<String> CONTINENTS = List.of("North America", "Asia", "Europe", "South America");

    private final ShardedUnit sharded;
    private final ShardedUnit single;

    RepeatingIds(DatabaseKind kind) throws SQLException {
        sharded = ShardedUnit.with(WeatherLocation.class, Report.class, Reading.class)
                .on(kind)
                .property("meridian.cross-shard-writes", "best-effort")
                .createTables()
                .open();
        single = ShardedUnit.with(WeatherLocation.class, Report.class, Reading.class)
                .on(kind)
                .unsharded()
                .createTables()
                .open();
        fill();
    }

    /** An entity by its shard and its id there. */
    record Ref(Class<?> type, String shard, long id) {
        /** Without what differs from run to run. */
        @Override
        public String toString() {
            return type.getSimpleName() + " " + id + " of " + shard;
        }
    }

    static Ref report(String shard, long id) {
        return new Ref(Report.class, shard, id);
    }

    static Ref reading(String shard, long id) {
        return new Ref(Reading.class, shard, id);
    }

    ShardedUnit unit() {
        return sharded;
    }

    void fill() throws SQLException {
        single.execute("one", "DELETE FROM READING", "DELETE FROM REPORT", "DELETE FROM WEATHER_LOCATION");
        for (int s = 0; s < CONTINENTS.size(); s++) {
            String shard = ShardedUnit.SHARDS.get(s);
            sharded.execute(shard, "DELETE FROM READING", "DELETE FROM REPORT", "DELETE FROM WEATHER_LOCATION");
            sharded.execute(shard, rows(s, 0));
            single.execute("one", rows(s, STEP * s));
        }
        sharded.emf().getCache().evictAll();
        single.emf().getCache().evictAll();
        sharded.log().clear();
    }

    private static String[] rows(int shard, long added) {
        StringBuilder rows = new StringBuilder();
        for (int location = 1; location <= 2; location++) {
            rows.append("INSERT INTO WEATHER_LOCATION (ID, CONTINENT, CITY, POPULATION) VALUES (%d, '%s', 'City', %d);"
                    .formatted(10 * shard + location, CONTINENTS.get(shard), location));
            for (int report = 2 * location - 1; report <= 2 * location; report++) {
                rows.append("INSERT INTO REPORT (ID, LOCATION_ID, TEMPERATURE) VALUES (%d, %d, %d);"
                        .formatted(report + added, 10 * shard + location, 100 * shard + report));
                for (int reading = 2 * report - 1; reading <= 2 * report; reading++) {
                    rows.append(reading(reading, "" + (report + added), shard, added));
                }
            }
        }
        return rows.append(reading(9, "NULL", shard, added)).toString().split(";");
    }

    private static String reading(int id, String report, int shard, long added) {
        return "INSERT INTO READING (ID, REPORT_ID, PRESSURE) VALUES (%d, %s, %d);"
                .formatted(id + added, report, 100 * shard + id);
    }

    /** The sharded unit's answer; the log has its statements alone. */
    List<?> answer(String jpql, Map<String, ?> parameters) {
        try (EntityManager em = sharded.emf().createEntityManager()) {
            return run(em, jpql, parameters, true);
        }
    }

    /** What the one database answers. */
    List<?> truth(String jpql, Map<String, ?> parameters) {
        try (EntityManager em = single.emf().createEntityManager()) {
            return run(em, jpql, parameters, false);
        }
    }

    int change(String jpql, Map<String, ?> parameters, boolean many) {
        try (EntityManager em = (many ? sharded : single).emf().createEntityManager()) {
            em.getTransaction().begin();
            Query query = query(em, jpql, parameters, many);
            int count = query.executeUpdate();
            em.getTransaction().commit();
            return count;
        }
    }

    private List<?> run(EntityManager em, String jpql, Map<String, ?> parameters, boolean many) {
        return query(em, jpql, parameters, many).getResultList();
    }

    Query query(EntityManager em, String jpql, Map<String, ?> parameters, boolean many) {
        Map<String, Object> values = new LinkedHashMap<>();
        parameters.forEach((name, value) -> values.put(
                name,
                value instanceof List<?> several
                        ? several.stream().map(each -> value(em, each, many)).toList()
                        : value(em, value, many)));
        if (many) {
            sharded.log().clear();
        }
        Query query = em.createQuery(jpql);
        values.forEach(query::setParameter);
        return query;
    }

    private static Object value(EntityManager em, Object value, boolean many) {
        if (!(value instanceof Ref ref)) {
            return value;
        }
        return many
                ? em.find(ref.type(), ShardedKey.of(ref.shard(), ref.id()))
                : em.find(ref.type(), ref.id() + STEP * ShardedUnit.SHARDS.indexOf(ref.shard()));
    }

    @Override
    public void close() {
        sharded.close();
        single.close();
    }
}
