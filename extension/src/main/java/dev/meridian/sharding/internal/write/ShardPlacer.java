package dev.meridian.sharding.internal.write;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.internal.analysis.AmbiguousKeys;
import dev.meridian.sharding.internal.identity.ShardLocator;
import dev.meridian.sharding.internal.identity.ShardedObjectBuilder;
import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.EntityRelation;
import dev.meridian.sharding.internal.model.ShardRelations;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import dev.meridian.sharding.internal.routing.Placement;
import dev.meridian.sharding.internal.routing.Router;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.exceptions.ValidationException;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.jspecify.annotations.Nullable;

/**
 * Decides the shard that an object belongs to, from its attributes as they are now: a root's by the column value of its
 * shard key, a co-located one's by its parent.
 *
 * <p>A parent that came from the database keeps the shard that it came from; only one that is new is placed by its own
 * attributes. Thread-safe.
 */
public final class ShardPlacer implements ShardLocator {

    private final ShardingModel model;
    private final AbstractSession session;
    private final Map<String, Router> routers;
    private final Map<String, AmbiguousKeys> ambiguous = new ConcurrentHashMap<>();

    /**
     * @param model what is sharded
     * @param session the unit's session, for its descriptors
     */
    public ShardPlacer(ShardingModel model, AbstractSession session) {
        this.model = model;
        this.session = session;
        this.routers = model.roots().stream()
                .collect(Collectors.toUnmodifiableMap(
                        ShardedEntity.Root::name, root -> new Router(root.map(), root.keyNullable())));
    }

    /**
     * The shard of an object.
     *
     * @param isNew tells whether a parent is itself about to be inserted; if it is not, its own key proves nothing: it may be
     *     a copy
     * @throws ShardingException if the object has no shard, with the reason
     */
    public String place(Object object, Predicate<Object> isNew) {
        ShardedEntity entity = model.find(object.getClass()).orElseThrow();
        return entity instanceof ShardedEntity.Root root
                ? placeRoot(root, object)
                : placeChild((ShardedEntity.Colocated) entity, object, isNew);
    }

    @Override
    public @Nullable String locate(Object object) {
        try {
            return placeBesideParent(object);
        } catch (ShardingException noShard) {
            return null;
        } catch (ValidationException notLoaded) {
            // The parent of a serialised copy, lazy and never loaded.
            if (notLoaded.getErrorCode() != ValidationException.INSTANTIATING_VALUEHOLDER_WITH_NULL_SESSION) {
                throw notLoaded;
            }
            return null;
        }
    }

    private String placeRoot(ShardedEntity.Root root, Object object) {
        ClassDescriptor descriptor = session.getDescriptor(root.type());
        return placeKey(
                root,
                object,
                descriptor
                        .getObjectBuilder()
                        .extractValueFromObjectForField(object, keyColumn(root, descriptor), session));
    }

    /** The column of a root's shard key, in the table that it is in of an entity that may inherit from the root. */
    DatabaseField keyColumn(ShardedEntity.Root root, ClassDescriptor entity) {
        ClassDescriptor owner = entity.hasTablePerClassPolicy() ? entity : session.getDescriptor(root.type());
        return new DatabaseField(root.keyColumn(), owner.getDefaultTable());
    }

    /** The shard of a root by the column value of its shard key; throws as {@link #place} does. */
    String placeKey(ShardedEntity.Root root, Object object, @Nullable Object key) {
        Placement placement = Objects.requireNonNull(routers.get(root.name())).place(key);
        if (placement instanceof Placement.OnShard found && (key == null || !isAmbiguous(root, key))) {
            return found.shard();
        }
        Message message = key == null ? Message.NULL_KEY : Message.UNKNOWN_KEY_VALUE;
        throw message.with(nameOf(object), root.keyAttribute());
    }

    // How the database compares is known only when the session is connected.
    private boolean isAmbiguous(ShardedEntity.Root root, Object key) {
        return ambiguous
                .computeIfAbsent(root.name(), name -> AmbiguousKeys.of(root, session))
                .contains(key);
    }

    /** The shard of the parent that a co-located object has now; throws as {@link #place} does. */
    String placeBesideParent(Object child) {
        return place(child, parent -> builder(parent).shardOf(parent) == null);
    }

    private String placeChild(ShardedEntity.Colocated child, Object object, Predicate<Object> isNew) {
        ClassDescriptor descriptor = session.getDescriptor(child.type());
        EntityRelation relation = ShardRelations.toParent(child, descriptor);
        OneToOneMapping toParent = (OneToOneMapping) relation.mapping();
        Object parent = relation.targetOf(object, session);
        if (parent == null) {
            throw Message.NULL_PARENT.with(nameOf(object), child.parentAttribute());
        }
        if (toParent.isReadOnly() && !hasIdOf(parent, object, toParent)) {
            throw Message.ID_NOT_OF_PARENT.with(nameOf(object), child.parentAttribute());
        }
        if (isNew.test(parent)) {
            return place(parent, isNew);
        }
        String known = builder(parent).shardOf(parent);
        if (known == null) {
            throw Message.PARENT_WITHOUT_SHARD.with(nameOf(object), child.parentAttribute());
        }
        return known;
    }

    // The row leads to the parent that has its id, whatever the attribute says.
    private boolean hasIdOf(Object parent, Object child, OneToOneMapping toParent) {
        return toParent.getSourceToTargetKeyFields().entrySet().stream()
                .allMatch(columns -> isSame(value(child, columns.getKey()), value(parent, columns.getValue())));
    }

    private @Nullable Object value(Object object, DatabaseField column) {
        return session.getDescriptor(object).getObjectBuilder().extractValueFromObjectForField(object, column, session);
    }

    private boolean isSame(@Nullable Object own, @Nullable Object parents) {
        return own != null
                && parents != null
                && Objects.deepEquals(session.getDatasourcePlatform().convertObject(own, parents.getClass()), parents);
    }

    // An entity that inherits has a name of its own.
    private String nameOf(Object object) {
        return session.getDescriptor(object).getAlias();
    }

    private ShardedObjectBuilder builder(Object object) {
        return (ShardedObjectBuilder) session.getDescriptor(object).getObjectBuilder();
    }
}
