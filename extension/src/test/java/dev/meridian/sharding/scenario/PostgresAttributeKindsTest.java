package dev.meridian.sharding.scenario;

import dev.meridian.sharding.testkit.DatabaseKind;

/** The same on PostgreSQL, where large values are stored otherwise. */
class PostgresAttributeKindsTest extends AttributeKindsTest {

    @Override
    DatabaseKind kind() {
        return DatabaseKind.POSTGRESQL;
    }
}
