package dev.meridian.sharding.internal.analysis;

import dev.meridian.sharding.internal.constraint.KeyConstraint;
import dev.meridian.sharding.internal.model.IdScope;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import dev.meridian.sharding.internal.model.Shards;
import dev.meridian.sharding.internal.model.ValueShardMap;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.jpa.JpaQuery;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.sessions.Session;
import org.jspecify.annotations.Nullable;

/** Analyses queries over the weather entities on Derby, without sharding them and without running the queries. */
final class WeatherAnalysis implements AutoCloseable {

    static final ValueShardMap MAP = new ValueShardMap(
            ordered(
                    "North America", "north_america",
                    "Asia", "asia",
                    "Oceania", "asia",
                    "Europe", "europe",
                    "Africa", "europe",
                    "South America", "south_america"),
            null);

    private final ShardedUnit unit = ShardedUnit.with(WeatherLocation.class, Report.class, Memo.class)
            .shards("one")
            .withoutMeridian()
            .open();
    private final EntityManager em = unit.emf().createEntityManager();
    private final QueryAnalyzer analyzer;

    WeatherAnalysis() {
        this(MAP);
    }

    WeatherAnalysis(ValueShardMap map) {
        ShardedEntity location = new ShardedEntity.Root(
                WeatherLocation.class, "WeatherLocation", IdScope.UNIT_UNIQUE, "continent", "CONTINENT", false, map);
        ShardedEntity report = new ShardedEntity.Colocated(
                Report.class, "Report", IdScope.SHARD_LOCAL, "location", WeatherLocation.class, WeatherLocation.class);
        Map<Class<?>, ShardedEntity> entities = new LinkedHashMap<>();
        entities.put(Report.class, report);
        entities.put(WeatherLocation.class, location);
        Shards shards = new Shards("north_america", List.of("asia", "europe", "south_america"));
        analyzer = new QueryAnalyzer(new ShardingModel(shards, entities), WeatherAnalysis::shardOf);
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private static @Nullable String shardOf(Object entity) {
        WeatherLocation location = entity instanceof Report report ? report.getLocation() : (WeatherLocation) entity;
        return location == null ? null : MAP.shardOf(location.getContinent()).orElse(null);
    }

    EntityManager em() {
        return em;
    }

    QueryAnalysis analyze(String jpql, Map<String, Object> parameters) {
        return analyze(em.createQuery(jpql), parameters);
    }

    QueryAnalysis analyze(Query query, Map<String, Object> parameters) {
        return analyze(query.unwrap(JpaQuery.class).getDatabaseQuery(), parameters);
    }

    /** As EclipseLink calls it: the query is prepared, and its arguments are a row. */
    QueryAnalysis analyze(DatabaseQuery query, Map<String, Object> parameters) {
        AbstractSession session = session();
        List<Object> values = new ArrayList<>();
        query.getArguments().forEach(name -> values.add(parameters.get(name)));
        AbstractRecord arguments = query.rowFromArguments(values, session);
        query.prepareCall(session, arguments);
        return analyzer.analyze(query, arguments, session);
    }

    Shape shapeOf(DatabaseQuery query) {
        return analyzer.shapeOf(query, session());
    }

    /** What a call of a query proves of the shard key, in a session that runs it. */
    KeyConstraint keys(DatabaseQuery query, AbstractRecord arguments, AbstractSession running) {
        return analyzer.analyze(query, arguments, running).findings().get(0).keys();
    }

    AbstractSession session() {
        return (AbstractSession) unit.emf().unwrap(Session.class);
    }

    @Override
    public void close() {
        em.close();
        unit.close();
    }
}
