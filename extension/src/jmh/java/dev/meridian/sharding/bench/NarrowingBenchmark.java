package dev.meridian.sharding.bench;

import dev.meridian.sharding.internal.analysis.QueryAnalysis;
import dev.meridian.sharding.internal.analysis.QueryAnalyzer;
import dev.meridian.sharding.internal.model.ModelReader;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import dev.meridian.sharding.internal.routing.Route;
import dev.meridian.sharding.internal.routing.Router;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.jpa.JpaQuery;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.server.ServerSession;
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

/**
 * What narrowing costs per call of a named query: analysis and routing with the call's parameters, beside what
 * EclipseLink does anyway to build the row of the arguments. No SQL runs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class NarrowingBenchmark {

    /** The conditions of a query. */
    public enum Conditions {
        ONE("l.continent = :continent"),
        THREE("l.continent = :continent AND l.population > :population AND l.city <> :city"),
        IN("l.continent IN (:continent, :other)"),
        MIXED("l.continent IN (:continent, :other) OR l.continent <> :third AND NOT l.continent LIKE :pattern");

        private final String where;

        Conditions(String where) {
            this.where = where;
        }

        private List<Object> parameters() {
            return switch (this) {
                case ONE -> List.of("Asia");
                case THREE -> List.of("Asia", 1_000_000L, "Tokyo");
                case IN -> List.of("Asia", "Europe");
                case MIXED -> List.of("Asia", "Europe", "Africa", "%America");
            };
        }
    }

    @Param({"ONE", "THREE", "IN", "MIXED"})
    public Conditions conditions;

    /** Whether EclipseLink has prepared the query, or prepares it for each call anew, as with a collection. */
    @Param({"true", "false"})
    public boolean prepared;

    private ShardedUnit unit;
    private AbstractSession session;
    private DatabaseQuery query;
    private List<Object> values;
    private AbstractRecord arguments;
    private QueryAnalyzer analyzer;
    private Router router;

    /** Deploys the unit, and prepares the query once. */
    @Setup
    public void prepare() {
        AtomicReference<ShardingModel> model = new AtomicReference<>();
        unit = ShardedUnit.with(WeatherLocation.class, Report.class)
                .customizer(configured -> model.set(
                        ModelReader.read((ServerSession) configured).model()))
                .open();
        EntityManagerFactory emf = unit.emf();
        try (EntityManager em = emf.createEntityManager()) {
            emf.addNamedQuery("narrowed", em.createQuery("SELECT l FROM WeatherLocation l WHERE " + conditions.where));
            query = em.createNamedQuery("narrowed").unwrap(JpaQuery.class).getDatabaseQuery();
        }
        session = (AbstractSession) emf.unwrap(Session.class);
        values = conditions.parameters();
        arguments = row();
        query.checkPrepare(session, arguments);
        query.setSession(session);
        if (!prepared) {
            query.setIsPrepared(false);
        }
        analyzer = new QueryAnalyzer(model.get(), entity -> null);
        ShardedEntity.Root root = model.get().roots().get(0);
        router = new Router(root.map(), root.keyNullable());
    }

    /** Closes the unit. */
    @TearDown
    public void close() {
        unit.close();
    }

    /** The row of arguments, which EclipseLink builds for each call. */
    @Benchmark
    public AbstractRecord row() {
        return query.rowFromArguments(values, session);
    }

    /** Analysis and routing of one call. */
    @Benchmark
    public Route narrow() {
        QueryAnalysis analysis = analyzer.analyze(query, arguments, session);
        QueryAnalysis.Finding finding = analysis.findings().get(0);
        return router.route(finding.keys(), finding.reason());
    }
}
