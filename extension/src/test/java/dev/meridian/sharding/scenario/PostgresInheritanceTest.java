package dev.meridian.sharding.scenario;

import dev.meridian.sharding.testkit.DatabaseKind;

/** The same on PostgreSQL. */
class PostgresInheritanceTest extends InheritanceTest {

    @Override
    DatabaseKind kind() {
        return DatabaseKind.POSTGRESQL;
    }
}
