package dev.meridian.sharding.move;

import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;

/** The same on PostgreSQL. */
class PostgresMovedObjectsTest extends MovedObjectsTest {

    @Override
    ShardedUnit.Builder configure(ShardedUnit.Builder builder) {
        return builder.on(DatabaseKind.POSTGRESQL);
    }
}
