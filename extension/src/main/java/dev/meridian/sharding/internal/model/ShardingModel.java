package dev.meridian.sharding.internal.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is sharded in a persistence unit, and how. Immutable.
 *
 * @param shards the unit's shards
 * @param entities the sharded entities by class, in the order of their names; a class that inherits from one stands for it
 * @param references the reference entities by class, likewise; all other entities are unsharded
 */
public record ShardingModel(
        Shards shards, Map<Class<?>, ShardedEntity> entities, Map<Class<?>, ReferenceEntity> references) {

    public ShardingModel {
        entities = Collections.unmodifiableMap(new LinkedHashMap<>(entities));
        references = Collections.unmodifiableMap(new LinkedHashMap<>(references));
    }

    /** Without reference entities. */
    public ShardingModel(Shards shards, Map<Class<?>, ShardedEntity> entities) {
        this(shards, entities, Map.of());
    }

    /** Empty if the class is not a sharded entity. */
    public Optional<ShardedEntity> find(Class<?> type) {
        return Optional.ofNullable(entities.get(type));
    }

    /** Empty if the class is not a reference entity. */
    public Optional<ReferenceEntity> reference(Class<?> type) {
        return Optional.ofNullable(references.get(type));
    }

    /** The entities with their own shard key, in the order of their names. */
    public List<ShardedEntity.Root> roots() {
        return entities.values().stream()
                .filter(ShardedEntity.Root.class::isInstance)
                .map(ShardedEntity.Root.class::cast)
                .distinct()
                .toList();
    }

    /**
     * The root that decides the shard of an entity: itself, or the end of its co-location path.
     *
     * @throws IllegalArgumentException if the class is not sharded
     */
    public ShardedEntity.Root rootOf(Class<?> type) {
        ShardedEntity entity = find(type).orElseThrow(() -> new IllegalArgumentException(type.getName()));
        if (entity instanceof ShardedEntity.Root root) {
            return root;
        }
        return rootOf(((ShardedEntity.Colocated) entity).root());
    }
}
