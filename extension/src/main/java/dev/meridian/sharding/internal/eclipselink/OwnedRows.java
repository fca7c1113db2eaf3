package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.internal.execution.RowToken;
import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.OwnedTable;
import dev.meridian.sharding.internal.model.ReferenceEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import dev.meridian.sharding.internal.routing.Route;
import dev.meridian.sharding.internal.write.FlushOwners;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.expressions.SQLModifyStatement;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.DataModifyQuery;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.ObjectLevelModifyQuery;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a write to a row that belongs to an entity's row: of an element collection, of a join table. Its
 * statement knows nothing of the entity. Thread-safe.
 */
final class OwnedRows {

    private final ShardingModel model;
    private final ReferenceRoutes references;
    private final FlushOwners flushes;
    private final Function<Object, @Nullable String> shardOf;
    private volatile @Nullable Set<String> tables;

    /**
     * @param flushes knows whose rows are being written
     * @param shardOf the shard of a sharded entity, or null if it is not known
     */
    OwnedRows(ShardingModel model, FlushOwners flushes, Function<Object, @Nullable String> shardOf) {
        this.model = model;
        this.flushes = flushes;
        this.references = new ReferenceRoutes(model);
        this.shardOf = shardOf;
    }

    /** Whether the query writes such a row, of whatever entity. */
    static boolean isWrite(DatabaseQuery query) {
        return query instanceof ObjectLevelModifyQuery write
                ? write.getDescriptor().isDescriptorTypeAggregate()
                : query instanceof DataModifyQuery && isOfMapping(query);
    }

    /** Whether the query is about no entity, and was made by a mapping: it is neither the application's nor EclipseLink's. */
    static boolean isOfMapping(DatabaseQuery query) {
        return query.getDescriptor() == null
                && query.getQueryMechanism().isStatementQueryMechanism()
                && query.getSQLStatement() != null;
    }

    /**
     * Empty if no entity is being written.
     *
     * @throws dev.meridian.sharding.ShardingException if the shard of the entity is not known
     */
    Optional<Routing> route(DatabaseQuery query, AbstractRecord arguments, AbstractSession session) {
        String origin = RowToken.of(arguments);
        if (origin != null) {
            return Optional.of(Routing.together(new Route.Single(origin, "the shard of the object")));
        }
        Object owner = flushes.owner(session);
        if (owner == null && shardedTables(session).contains(tableOf(query))) {
            throw Message.UNKNOWN_OWNER.with(tableOf(query));
        }
        return owner == null ? Optional.empty() : Optional.of(Routing.together(route(owner)));
    }

    private static String tableOf(DatabaseQuery query) {
        if (query.getDescriptor() != null) {
            return query.getDescriptor().getDefaultTable().getQualifiedName();
        }
        return query.getSQLStatement() instanceof SQLModifyStatement statement
                ? statement.getTable().getQualifiedName()
                : "";
    }

    // The mappings have their tables only when the session is connected.
    private Set<String> shardedTables(AbstractSession session) {
        Set<String> known = tables;
        if (known == null) {
            Set<String> found = new HashSet<>();
            model.entities().keySet().forEach(type -> {
                ClassDescriptor descriptor = session.getDescriptor(type);
                descriptor.getTables().forEach(table -> found.add(table.getQualifiedName()));
                OwnedTable.of(descriptor)
                        .forEach(owned -> found.add(owned.table().getQualifiedName()));
            });
            known = Set.copyOf(found);
            tables = known;
        }
        return known;
    }

    private Route route(Object owner) {
        Optional<ReferenceEntity> reference = model.reference(owner.getClass());
        if (reference.isPresent()) {
            return references.write(reference.get());
        }
        if (model.find(owner.getClass()).isEmpty()) {
            return new Route.Single(model.shards().primary(), "unsharded entities are on the primary shard");
        }
        String shard = shardOf.apply(owner);
        if (shard == null) {
            throw Message.UNKNOWN_OWNER.with(owner.getClass().getSimpleName());
        }
        return new Route.Single(shard, "the shard of the object");
    }
}
