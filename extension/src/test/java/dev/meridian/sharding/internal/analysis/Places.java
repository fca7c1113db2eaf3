package dev.meridian.sharding.internal.analysis;

import dev.meridian.sharding.internal.model.IdScope;
import dev.meridian.sharding.internal.model.ShardMap;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import dev.meridian.sharding.internal.model.Shards;
import dev.meridian.sharding.internal.routing.Router;
import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.jpa.JpaQuery;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.sessions.Session;

/**
 * One database with the rows of all shards: for each key a place with each combination of the free columns'
 * values, once with a reading and once without.
 */
final class Places implements AutoCloseable {

    private final ShardedUnit unit;
    private final EntityManager em;
    private final ShardedEntity.Root root;
    private final QueryAnalyzer analyzer;
    private final Router router;

    /** In Derby. */
    Places(ShardMap map, List<String> keys, List<String> free) {
        this(DatabaseKind.DERBY, map, keys, free);
    }

    /**
     * @param keys for each of which there are rows
     * @param free the free columns that conditions use, in their order
     */
    Places(DatabaseKind kind, ShardMap map, List<String> keys, List<String> free) {
        unit = ShardedUnit.with(Place.class, Reading.class)
                .on(kind)
                .shards("one")
                .withoutMeridian()
                .createTables()
                .open();
        em = unit.emf().createEntityManager();
        root = new ShardedEntity.Root(Place.class, "Place", IdScope.UNIT_UNIQUE, "continent", "CONTINENT", false, map);
        ShardedEntity reading = new ShardedEntity.Colocated(
                Reading.class, "Reading", IdScope.SHARD_LOCAL, "place", Place.class, Place.class);
        List<String> others = map.shards().stream().skip(1).toList();
        Shards shards = new Shards(map.shards().iterator().next(), others);
        analyzer = new QueryAnalyzer(
                new ShardingModel(shards, Map.of(Place.class, root, Reading.class, reading)), entity -> null);
        router = new Router(map, false);
        fill(keys, (int) Math.pow(3, free.size()));
    }

    private void fill(List<String> keys, int combinations) {
        em.getTransaction().begin();
        long id = 0;
        for (String key : keys) {
            for (int combination = 0; combination < 2 * combinations; combination++) {
                Place place = new Place(++id, key, free(combination), free(combination / 3), free(combination / 9));
                em.persist(place);
                if (combination >= combinations) {
                    em.persist(new Reading(id, place));
                }
            }
        }
        em.getTransaction().commit();
        em.clear();
    }

    private static Integer free(int number) {
        return Arrays.asList(null, 0, 1).get(number % 3);
    }

    /** A query with its parameters, and its shape. */
    record Prepared(Query runnable, DatabaseQuery query, AbstractRecord arguments, Shape shape) {}

    Prepared prepare(String jpql, Map<String, Object> parameters) {
        Query runnable = em.createQuery(jpql);
        parameters.forEach(runnable::setParameter);
        DatabaseQuery query = runnable.unwrap(JpaQuery.class).getDatabaseQuery();
        List<Object> values = new ArrayList<>();
        query.getArguments().forEach(name -> values.add(parameters.get(name)));
        AbstractRecord arguments = query.rowFromArguments(values, session());
        query.prepareCall(session(), arguments);
        return new Prepared(runnable, query, arguments, analyzer.shapeOf(query, session()));
    }

    /** The shards of the keys that the query returns from the one database. */
    Set<String> shardsWithRows(Prepared prepared) {
        Set<String> shards = new TreeSet<>();
        for (Object key : prepared.runnable().getResultList()) {
            root.map().shardOf(key).ifPresent(shards::add);
        }
        return shards;
    }

    /** The shards that the query is routed to, if its conditions are changed by a fault. */
    Set<String> routed(Prepared prepared, UnaryOperator<Shape.Group> fault) {
        Shape shape = prepared.shape();
        List<Shape.Group> groups = shape.groups().stream().map(fault).toList();
        Shape faulty =
                new Shape(groups, shape.readsUnsharded(), shape.parameters(), shape.objects(), shape.references());
        Set<String> shards = new TreeSet<>();
        analyzer.evaluate(faulty, prepared.query(), prepared.arguments(), session())
                .findings()
                .forEach(finding -> shards.addAll(
                        router.route(finding.keys(), finding.reason()).shards()));
        return shards;
    }

    private AbstractSession session() {
        return (AbstractSession) unit.emf().unwrap(Session.class);
    }

    @Override
    public void close() {
        em.close();
        unit.close();
    }
}
