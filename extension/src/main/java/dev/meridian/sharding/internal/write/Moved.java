package dev.meridian.sharding.internal.write;

import dev.meridian.sharding.internal.model.ShardedEntity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that moves with one object, as it is to be in the new shard.
 *
 * @param before the object's own row as it was
 * @param entities parents before children
 * @param owned rows in tables beside those of the entities: of element collections, and in join tables
 */
record Moved(MovedRow before, List<MovedEntity> entities, List<MovedTable> owned) {

    Moved {
        entities = List.copyOf(entities);
        owned = List.copyOf(owned);
    }

    /** Those of the entities, then the others. */
    List<MovedTable> tables() {
        return Stream.concat(entities.stream().flatMap(entity -> entity.tables().stream()), owned.stream())
                .toList();
    }

    /** Empty if no row of the entity moves. */
    Optional<MovedEntity> find(ShardedEntity entity) {
        return entities.stream().filter(each -> each.entity().equals(entity)).findFirst();
    }
}
