package dev.meridian.sharding.internal.model;

/** An entity whose rows are spread over the shards. Immutable. */
public sealed interface ShardedEntity {

    /** The entity class. */
    Class<?> type();

    /** Over what its ids are unique. */
    IdScope ids();

    /** The entity's name as the mapping has it. */
    String name();

    /**
     * An entity with its own shard key.
     *
     * @param type the entity class
     * @param name the entity's name
     * @param ids over what its ids are unique
     * @param keyAttribute the attribute that is the shard key, for example {@code continent}, or in an embeddable
     *     {@code address.continent}
     * @param keyColumn its column, without the table
     * @param keyNullable whether the column may hold NULL, as far as the mapping says
     * @param map shard-key value to shard
     */
    record Root(
            Class<?> type,
            String name,
            IdScope ids,
            String keyAttribute,
            String keyColumn,
            boolean keyNullable,
            ShardMap map)
            implements ShardedEntity {

        /** The entity's own attribute that is the shard key, or the embeddable in which it stands. */
        public String keyHolder() {
            int dot = keyAttribute.indexOf('.');
            return dot < 0 ? keyAttribute : keyAttribute.substring(0, dot);
        }
    }

    /**
     * An entity that is stored with the one it points to.
     *
     * @param type the entity class
     * @param name the entity's name
     * @param ids over what its ids are unique
     * @param parentAttribute the to-one attribute that leads to the parent, for example {@code location}
     * @param parent the class of the parent, itself sharded
     * @param root the class of the root at the end of the path
     */
    record Colocated(Class<?> type, String name, IdScope ids, String parentAttribute, Class<?> parent, Class<?> root)
            implements ShardedEntity {}
}
