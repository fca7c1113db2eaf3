package dev.meridian.sharding.internal.message;

import dev.meridian.sharding.ShardingException;
import java.util.Locale;

/**
 * One constant an error. Codes are stable once published: a message may be worded better, never given another meaning.
 *
 * <p>Each text says what happened, to which entity or query, and what to do. Arguments are names, never data.
 */
public enum Message {
    CONFIGURATION(1, "The sharding of this persistence unit cannot be right; %s:%s"),

    UNKNOWN_KEY_VALUE(
            10,
            "Cannot persist %s: the shard map has no shard for the value of its shard key %s, or the database cannot tell"
                    + " the value from one that is written elsewhere. Map the value, or name a defaultConnectionPool; do"
                    + " not let it end with a blank."),
    NULL_KEY(11, "Cannot persist %s: its shard key %s is null, so it has no shard. Set it before the flush."),
    NULL_PARENT(12, "Cannot persist %s: its %s is null, so it has no shard. Set %2$s before persist."),
    PARENT_WITHOUT_SHARD(
            13,
            "Cannot persist %s: the shard of its %s is not known, because that is a copy which is not managed. Find or"
                    + " merge it first."),
    KEY_MOVES(
            14,
            "Cannot update %s: the new value of its shard key %s belongs to another shard than its row, and only JTA moves"
                    + " rows between shards. Use JTA with XA data sources, or choose a value of the same shard."),
    PARENT_MOVES(
            15,
            "Cannot update %s: its new %s is a %s in the shard %s, but its row is in the shard %s, and only JTA moves rows"
                    + " between shards. Use JTA with XA data sources, or persist a new object beside the new parent and"
                    + " remove this one."),
    CROSS_SHARD_WRITES(
            16,
            "Cannot commit: the transaction wrote to several shards (%s), which RESOURCE_LOCAL cannot commit as one."
                    + " Use JTA with XA data sources, one transaction per shard, or the property"
                    + " meridian.cross-shard-writes=best-effort."),
    AMBIGUOUS_ID(
            17,
            "Several shards (%s) hold a row of %s with this id. Find it with ShardedKey.of(shard, id), or pin the query"
                    + " with the hint eclipselink.partitioning."),
    UNKNOWN_SHARD(18, "There is no shard %s. The shards are %s."),
    UNKNOWN_OWNER(
            19,
            "Cannot write %s: the shard of the object is not known to this persistence context. Find or merge it first."),

    SCATTER_REFUSED(
            20,
            "Cannot run the query over %s on several shards (%s): %s. Narrow it to one shard by a condition on the shard"
                    + " key, or pin it with the hint eclipselink.partitioning."),
    NATIVE_REFUSED(
            21,
            "Cannot run a native query or a stored procedure that is not pinned: Meridian does not read SQL. Name its"
                    + " shard with the hint eclipselink.partitioning, or send all such to the primary shard with"
                    + " meridian.native-queries=primary."),
    RESULT_SET_ACCESS(
            22,
            "Cannot run the query over %s with the hint eclipselink.result-set-access, which loses the"
                    + " shard of each row. Leave the hint out."),
    QUERY_CACHE(
            23,
            "Cannot run the query over %s with a cache of its results: what is not in the shared cache has one that does"
                    + " not know shards. Leave the hint eclipselink.query-results-cache out, or share the entity's cache."),
    BULK_UPDATE_OF_KEY(
            24,
            "Cannot change what decides the shard of %s by a bulk UPDATE, which would leave rows in a shard where nobody"
                    + " looks for them. Change the objects one by one, or only other attributes."),
    SHARD_NOT_IN_ORDER(
            25,
            "Cannot merge the rows of %s: those of the shard %s are not in the order in which Meridian compares values. Give"
                    + " all shards the same version and the same collation, or narrow the query to one shard."),
    GATHER_REFUSED(
            26,
            "Cannot make one result of what several shards say to %s: %s. Narrow it to one shard by a condition on the"
                    + " shard key, or change that part."),

    NOT_IN_STEPS(
            27,
            "Cannot run the query over %s in steps: %s. Run the subquery by itself and bind its result, or narrow the query"
                    + " to one shard by a condition on the shard key."),

    UNKNOWN_PROPERTY(30, "%s sets %s, which is no property of Meridian. Known are %s."),
    UNKNOWN_PROPERTY_VALUE(31, "The property %s has a value that means nothing. It must be %s."),
    UNKNOWN_POOL(
            32,
            "%s names the connection pool %s, but there is none. Configure eclipselink.connection-pool.%2$s.*, or correct"
                    + " the name.%s"),
    SEQUENCE_IS_IDENTITY(
            33,
            "The ids of %s are to come from a sequence, but this database takes an IDENTITY column instead, so they repeat"
                    + " between shards. Use GenerationType.TABLE or UUID, or say GenerationType.IDENTITY."),
    PRIMARY_IS_A_POOL(
            34,
            "meridian.primary-shard is to be the name of the unit's own data source, but %s is a connection pool of its"
                    + " own. Choose another name, or remove the properties eclipselink.connection-pool.%1$s.*."),
    UNMAPPED_POOL(
            35,
            "No shard map names the connection pool %s. Map values to it, or remove eclipselink.connection-pool.%1$s.*."),
    SAME_DATABASE(36, "The shards %s and %s have the same %s. Give each shard a database of its own."),
    EXCLUSIVE_CONNECTION(
            37,
            "The exclusive connection mode %s sends statements to the wrong shard. Remove"
                    + " eclipselink.jdbc.exclusive-connection.mode."),
    UNSUPPORTED_POLICY(
            38,
            "%s is partitioned by %s, which is a %s. Supported on an entity are @ValuePartitioning, @HashPartitioning,"
                    + " @RangePartitioning, @ReplicationPartitioning and @PinnedPartitioning."),
    RELATION_POLICY(
            39,
            "%s.%s has the partitioning policy %s of its own, which is not supported. Remove it: the target's shard is known."),
    UNIT_POLICY(
            40,
            "The whole unit has the partitioning policy %s, which is not supported. Remove eclipselink.partitioning."),
    POLICY_NAMED_AS_SHARD(
            41,
            "The partitioning policy %s has the name of a shard, but does not pin to it. Rename it: as a hint the name"
                    + " means the shard."),
    UNKNOWN_POLICY(42, "%s is partitioned by %s, but there is no policy of that name. Define it, or correct the name."),
    KEY_NOT_MAPPED(
            43,
            "The partition column %s of %s is not the column of a basic attribute of the entity or of an embeddable in it."
                    + " Map it with @Basic or @Column."),
    KEY_NOT_WRITABLE(
            44,
            "The shard key %s.%s %s. A new object must bring its shard key: map the column by one insertable attribute."),
    KEY_TYPE(45, "The shard key %s.%s is %s, which is not supported. The column may hold %s."),
    KEY_VALUE_TYPE(
            46,
            "The shard key %s.%s is of the type %s, but its policy maps values of the type %s. Set partitionValueType=%3$s.class."),
    SHARD_MAP(47, "The partitioning policy of %s cannot be a shard map: %s."),
    ROOT_AND_COLOCATED(
            48, "%s has a partitioning policy and is co-located too. Remove @Partitioned, or @ColocatedWith."),
    COLOCATED_ATTRIBUTE(
            49,
            "%s is co-located with %s, which %s. Name an attribute that is a @ManyToOne or @OneToOne with a foreign key."),
    COLOCATED_WITH_UNSHARDED(
            50,
            "%s is co-located with %s, but %s is not sharded. Shard %3$s with @Partitioned or @ColocatedWith, or remove it from %1$s."),
    COLOCATED_CYCLE(51, "The co-location %s leads back to itself. One of these must be a root with @Partitioned."),
    UNSUPPORTED_MAPPING(
            52,
            "%s.%s is %s, which is not supported in a sharded entity. Map it otherwise, or keep it in an entity of its own."),
    UNSUPPORTED_FEATURE(53, "%s uses %s, which is not supported with a sharded or reference entity. %s."),
    RELATION_TO_UNSHARDED(
            54,
            "%s.%s points to %s, which is not sharded: its rows are on the primary shard alone. Co-locate %3$s with"
                    + " @ColocatedWith, or keep its id as a basic attribute."),
    RELATION_FROM_UNSHARDED(
            55, "%s.%s points to %s, which is sharded, from an entity that is not. Keep its id as a basic attribute."),
    RELATION_NOT_COLOCATED(
            56,
            "%s.%s points to the sharded entity %s, but not along the co-location, so its target can be in another shard."
                    + " Co-locate by this relation, or keep the target's id as a basic attribute."),
    CACHE_INDEX(57, "%s has a @CacheIndex on %s, which does not tell the shards apart. Remove it."),
    UNIQUE_PER_SHARD(58, "Unique constraints of %s hold in each shard, but not over all shards: %s."),
    UNSUPPORTED_IN_UNIT(59, "The unit uses %s, which is not supported with sharded entities. Remove %s."),

    SCHEMA_STATEMENT_UNKNOWN(
            60,
            "Cannot run a statement of schema generation that is about no table of the unit: Meridian does not know its"
                    + " shards. Run it on each shard's own database."),
    SCRIPT_WITHOUT_SHARD(
            61,
            "The unit has %s, but no shard to run the script on. Name it with meridian.script-shard, or run the script on"
                    + " each shard's own database."),
    SCHEMA_SHARD_UNREACHABLE(
            62,
            "Cannot work on the schema of the shard %s, because its database cannot be reached. Others may have been"
                    + " changed already: do it again when the database is back."),
    SCHEMA_IN_TRANSACTION(
            63,
            "Cannot work on the schema in the caller's JTA transaction, and the transaction cannot be suspended. Use the"
                    + " unit at start-up first, outside a transaction."),
    SEQUENCE_WITHOUT_NON_JTA(
            64,
            "Ids are allocated in a transaction of their own, but the unit has only a JTA data source. Give it a"
                    + " non-jta-data-source, or set eclipselink.jdbc.sequence-connection-pool.non-jta-data-source."),
    SEQUENCE_ENLISTED(
            65,
            "Cannot allocate ids: the connection of the non-JTA data source takes part in the caller's transaction, so the"
                    + " ids would be given twice after a rollback. Configure that data source as not transactional."),
    SEQUENCE_POOL_FORBIDDEN(
            66,
            "Ids are allocated in a transaction of their own, but the unit sets eclipselink.jdbc.sequence-connection-pool to"
                    + " false. Remove it."),

    SHARD_FAILED(
            70, "The query over %s failed on the shard %s. See the cause; the other shards' part of it was given up."),
    DEADLINE_PASSED(
            71,
            "The query over %s passed its deadline of %s ms while it waited for %s. Narrow it, or give it more time by its"
                    + " timeout hint and meridian.scatter.timeout."),
    NO_CONNECTION(
            72,
            "The query over %s found no free connection of the shard %s for %s ms. Give the shard's pool more connections,"
                    + " or hold fewer of them in one transaction."),
    UNKNOWN_EXECUTOR(
            73,
            "meridian.scatter.executor names %s, but JNDI has no executor of that name. Configure a ManagedExecutorService,"
                    + " or correct the name."),
    INTERRUPTED(74, "The query over %s was given up, because its thread was interrupted. Ask again."),
    CURSOR_FORWARD_ONLY(
            75,
            "A cursor over %s on several shards goes forward only, and knows nothing of what is to come. Read it from its"
                    + " start to its end, or narrow the query to one shard."),
    CURSOR_SIZE(76, "A cursor over %s on several shards does not know its size. Ask by a query with COUNT."),

    REFERENCE_IDENTITY(
            80,
            "%s has the same rows in several shards, but its ids come from an IDENTITY column, which counts in each shard by"
                    + " itself. Use GenerationType.TABLE, SEQUENCE or UUID, or assign the ids."),
    REFERENCE_RELATION(
            81,
            "%s.%s points to %s, %s. A reference entity and what points to it must be in the same shards: name these in"
                    + " its @ReplicationPartitioning, or keep the target's id as a basic attribute."),
    REFERENCE_DIFFERS(
            82,
            "Cannot write %s: its rows are not the same in all its shards (%s). Roll back, and repair them with"
                    + " Sharding.of(em).repairReference."),
    REFERENCE_READ(
            83,
            "Cannot run the query over %s on %s: %s. Narrow it to one shard that has all that it reads, by a condition on"
                    + " a shard key or with the hint eclipselink.partitioning."),
    REFERENCE_WRITE(
            84,
            "Cannot write %s in all its shards: %s. Change the objects one by one, or run a statement that finds the same"
                    + " rows and values in each shard."),
    CRITERIA_LEAD_ELSEWHERE(
            114,
            "%s has @AdditionalCriteria that no shard can judge by itself. They may read its own attributes and those of what"
                    + " it is co-located with, without a subquery or SQL; those of a reference entity call no function that"
                    + " can differ between shards, such as the current time."),
    DECIDED_TOO_LATE(
            115,
            "Cannot write %s: its %s was changed when its shard had been decided already, by a callback before its update or a"
                    + " listener to descriptor events, and leads to another shard now. Change it before the flush, or in"
                    + " @PrePersist."),
    TABLE_PER_CLASS_QUERY(
            116,
            "Cannot run the query over %s: what inherits from %s has tables of its own (TABLE_PER_CLASS), and EclipseLink %s."
                    + " Query the classes one by one, or use JOINED or SINGLE_TABLE."),
    ID_NOT_OF_PARENT(
            120,
            "Cannot write %s: it shares its id with its %s, but does not bear that one's id. Set its id to the id of its %2$s,"
                    + " which must have one before the flush."),
    WRONG_ID(
            121,
            "Cannot find %s by this ShardedKey: its id is %s, and the entity's ids are of the type %s. Give the key an id of"
                    + " that type, or a list of the values of its columns."),
    CONNECTION_REFUSED(
            85,
            "Cannot hand out a JDBC connection: Meridian does not know which shard is meant. Run native queries, pinned with"
                    + " the hint eclipselink.partitioning, take the connection from the shard's own data source, or let it be"
                    + " the primary shard's with meridian.native-queries=primary."),

    MOVE_OF_LOCAL_ID(
            90,
            "Cannot move %s from the shard %s to %s: %s has shard-local ids (IDENTITY, or assigned), which the other shard may"
                    + " have too. Use GenerationType.TABLE, SEQUENCE or UUID, or persist new objects and remove these."),
    MOVE_CLASH(
            91,
            "Cannot move %s from the shard %s to %s: the database there has refused a row of %s, because it has one with that"
                    + " id or unique value, or lacks one that the row points to. Nothing is changed."),
    MOVE_FAILED(
            92, "Cannot move %s from the shard %s to %s: %s. Nothing is changed; find the object again and repeat it."),
    MOVE_UNSUPPORTED(
            94, "Cannot move %s from the shard %s to %s: %s. Persist a new object there, and remove this one."),

    SUBCLASS_SHARDING(
            95,
            "%s declares another sharding than %s, which it inherits from. What inherits is sharded as the topmost entity: say"
                    + " it there alone."),

    BULK_UPDATE_OF_LINK(
            96,
            "Cannot set %s.%s by a bulk UPDATE, which can relate rows of one shard to what is in another. Set it to NULL, or"
                    + " change the objects one by one."),
    MOVE_LEAVES_LINK(
            97,
            "Cannot move %s from the shard %s to %s: by %s a row that moves is related to one that stays. Remove the relation"
                    + " and flush, then move it."),
    CROSS_SHARD_LINK(
            98,
            "Cannot write %s in the shard %s: its %s is %s in the shard %s, and no relation leads from one shard into"
                    + " another. Relate objects of one shard, or keep the target's id as a basic attribute."),
    LINK_WITHOUT_SHARD(
            99,
            "Cannot write %s: the shard of its %s is not known, because that is a copy which is not managed. Find or merge"
                    + " it first.");

    private final int number;
    private final String format;

    Message(int number, String format) {
        this.number = number;
        this.format = format;
    }

    /** For example {@code MERIDIAN-012}. */
    public String code() {
        return String.format(Locale.ROOT, "MERIDIAN-%03d", number);
    }

    /** The text without the code. */
    public String text(Object... names) {
        return String.format(Locale.ROOT, format, names);
    }

    /** Code and text, for a list of several problems or a log. */
    public String line(Object... names) {
        return code() + " " + text(names);
    }

    /** The exception to throw. */
    public ShardingException with(Object... names) {
        return new ShardingException(code(), text(names));
    }

    /** The exception to throw where another one led to it. */
    public ShardingException causedBy(Throwable cause, Object... names) {
        return new ShardingException(code(), text(names), cause);
    }
}
