package dev.meridian.sharding.internal.plan;

import dev.meridian.sharding.internal.gather.Column;
import dev.meridian.sharding.internal.gather.DatabaseValues;
import dev.meridian.sharding.internal.gather.Distinct;
import dev.meridian.sharding.internal.gather.GatherPlan;
import dev.meridian.sharding.internal.gather.Grouping;
import dev.meridian.sharding.internal.gather.Scalar;
import dev.meridian.sharding.internal.gather.ShardOf;
import dev.meridian.sharding.internal.gather.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.internal.expressions.DataExpression;
import org.eclipse.persistence.internal.expressions.ParameterExpression;
import org.eclipse.persistence.internal.queries.ReportItem;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.eclipse.persistence.queries.ReportQuery;
import org.jspecify.annotations.Nullable;

/** Plans a query whose groups have rows in several shards: the shards deliver partial results, which are combined. */
final class GroupPlanner {

    private final DatabaseValues values;
    private final Confinement confinement;
    private final Collations collations;
    private final AbstractSession session;

    GroupPlanner(DatabaseValues values, Confinement confinement, Collations collations, AbstractSession session) {
        this.collations = collations;
        this.values = values;
        this.confinement = confinement;
        this.session = session;
    }

    /** The parts of the query that are computed after the groups are combined. */
    private record Finish(
            List<Expression> items,
            List<Integer> entityIds,
            @Nullable Expression having,
            List<Ordered> order,
            boolean distinct,
            boolean binds) {

        Stream<Expression> expressions() {
            Stream<Expression> keys =
                    order.stream().map(ordered -> ordered.key().expression());
            return Stream.concat(items.stream(), Stream.concat(Stream.ofNullable(having), keys));
        }

        // Without HAVING all groups are there.
        Stream<Expression> always() {
            return having == null ? expressions() : Stream.empty();
        }

        // EclipseLink selects what a distinct query is sorted by too, unless it is a column that is selected already.
        long columns() {
            return items.size()
                    + order.stream()
                            .map(ordered -> ordered.key().expression())
                            .filter(key -> distinct && !(key instanceof DataExpression && items.contains(key)))
                            .count();
        }
    }

    private record Ordered(OrderKey key, @Nullable String collation) {

        SortKey by(Scalar value) {
            return new SortKey(value, key.descending(), key.nulls(), collation);
        }
    }

    /**
     * @param copy becomes the shards' query
     * @param original prepared
     */
    ScatterPlan plan(ReportQuery copy, ObjectLevelReadQuery original) {
        EntityColumns entities = new EntityColumns(confinement, session);
        List<Expression> named = List.copyOf(copy.getGroupByExpressions());
        List<Expression> keys = entities.inPlaceOfEntities(named);
        if (keys.stream().anyMatch(ElementColumns::areSeveral)) {
            throw new NotGatherable("it has groups of elements, which EclipseLink makes of their places or keys too");
        }
        Finish finish = finishOf(copy, original, entities);
        if (finish.columns() != ScatterPlanner.columnsOf(original)) {
            throw new NotGatherable("it selects more of its groups than their columns");
        }
        checkCollations(keys, finish);
        GroupColumns columns = new GroupColumns(keys, new KeyFunctions(keys, finish.always()), confinement, collations);
        // Read once without parameters, to know all aggregates.
        String subject = Subject.of(original);
        bind(finish, columns, values, subject, parameter -> null);
        prepare(copy, columns, original);
        Grouping grouping = new Grouping(
                IntStream.range(0, keys.size()).boxed().toList(),
                false,
                entities.idsOfSharded(named),
                columns.gathered(),
                columns.functionColumns());
        return new ScatterPlan(
                copy,
                finish.items().size(),
                false,
                program(finish, columns.places(), grouping, values, subject),
                keys.isEmpty() ? "aggregates are combined" : "groups are combined");
    }

    private Finish finishOf(ReportQuery query, ObjectLevelReadQuery original, EntityColumns entities) {
        List<Expression> items = ReportItems.of(query).stream()
                .map(ReportItem::getAttributeExpression)
                .map(Objects::requireNonNull)
                .toList();
        return new Finish(
                entities.inPlaceOfEntities(items),
                entities.idsOfSharded(items),
                query.getHavingExpression(),
                OrderKey.of(query.getOrderByExpressions(), session).stream()
                        .map(key -> new Ordered(key, collations.ofOrder(key.expression())))
                        .toList(),
                query.shouldDistinctBeUsed(),
                original.getCall().usesBinding(session));
    }

    private void checkCollations(List<Expression> keys, Finish finish) {
        collations.requireExact(keys);
        finish.expressions().forEach(computed -> {
            collations.requireExact(List.of(computed));
            collations.requireNoOrder(computed);
        });
    }

    // It must not hold the planner, which knows a session.
    private static ScatterPlan.Program program(
            Finish finish, GroupPlaces places, Grouping grouping, DatabaseValues values, String subject) {
        return parameters -> bind(finish, places, values, subject, parameters).grouped(grouping);
    }

    private static GatherPlan bind(
            Finish finish,
            GroupPlaces places,
            DatabaseValues values,
            String subject,
            Function<ParameterExpression, @Nullable Object> parameters) {
        ScalarReader reader = new ScalarReader(places, values, finish.binds(), parameters);
        List<Scalar> items = finish.items().stream().map(reader::read).toList();
        GatherPlan plan = GatherPlan.of(subject).projected(items);
        if (finish.having() != null) {
            plan = plan.having(reader.read(finish.having()));
        }
        List<SortKey> order = finish.order().stream()
                .map(ordered -> ordered.by(reader.read(ordered.key().expression())))
                .toList();
        if (finish.distinct()) {
            plan = plan.distinct(distinct(items, finish.entityIds(), order));
        }
        return order.isEmpty() ? plan : plan.sorted(order);
    }

    // Two entities may have the same columns, each in its shard. What it is sorted by is selected.
    private static Distinct distinct(List<Scalar> items, List<Integer> entityIds, List<SortKey> order) {
        List<Scalar> values = new ArrayList<>(items);
        order.forEach(key -> values.add(key.value()));
        entityIds.forEach(place -> values.add(new ShardOf(((Column) items.get(place)).index())));
        return new Distinct(values, false);
    }

    private void prepare(ReportQuery copy, GroupColumns columns, ObjectLevelReadQuery original) {
        copy.clearItems();
        List<Expression> selected = new ArrayList<>();
        columns.keys().forEach(key -> selected.add(GroupColumns.selectable(key)));
        selected.addAll(columns.partials());
        columns.values().forEach(value -> selected.add(GroupColumns.selectable(value)));
        selected.addAll(columns.functions());
        selected.forEach(column -> copy.addItem("column", column));
        copy.setGroupByExpressions(Stream.concat(columns.keys().stream(), columns.values().stream())
                .toList());
        copy.setHavingExpression(null);
        copy.setOrderByExpressions(new ArrayList<>());
        copy.dontUseDistinct();
        copy.setFirstResult(0);
        copy.setMaxRows(0);
        copy.checkPrepare(session, original.getTranslationRow(), true);
    }
}
