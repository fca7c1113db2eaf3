package dev.meridian.sharding.bench;

import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a scatter over four shards with a few rows costs, from the call to the result: planning is most of it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ScatterBenchmark {

    /** A query of each kind of plan; the first needs none. */
    public enum Form {
        PLAIN("SELECT l.city FROM WeatherLocation l", 0),
        ORDERED("SELECT l.city FROM WeatherLocation l ORDER BY l.city", 0),
        PAGE("SELECT l FROM WeatherLocation l ORDER BY l.population DESC, l.city", 10),
        AGGREGATE("SELECT COUNT(l), AVG(l.population), MAX(l.city) FROM WeatherLocation l", 0),
        GROUPS("SELECT l.city, SUM(l.population) FROM WeatherLocation l GROUP BY l.city ORDER BY SUM(l.population)", 0);

        private final String jpql;
        private final int most;

        Form(String jpql, int most) {
            this.jpql = jpql;
            this.most = most;
        }
    }

    @Param({"PLAIN", "ORDERED", "PAGE", "AGGREGATE", "GROUPS"})
    public Form form;

    private ShardedUnit unit;

    /** Deploys the unit, and stores a few rows in each shard. */
    @Setup
    public void store() {
        unit = ShardedUnit.with(WeatherLocation.class, Report.class)
                .createTables()
                .open();
        for (String continent : List.of("Asia", "Europe", "North America", "South America")) {
            try (EntityManager em = unit.emf().createEntityManager()) {
                em.getTransaction().begin();
                for (int i = 0; i < 5; i++) {
                    em.persist(new WeatherLocation(continent, "City " + i));
                }
                em.getTransaction().commit();
            }
        }
    }

    /** Closes the unit. */
    @TearDown
    public void close() {
        unit.close();
    }

    /** One execution. */
    @Benchmark
    public List<?> scatter() {
        try (EntityManager em = unit.emf().createEntityManager()) {
            Query query = em.createQuery(form.jpql);
            return (form.most > 0 ? query.setMaxResults(form.most) : query).getResultList();
        }
    }
}
