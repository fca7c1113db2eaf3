package dev.meridian.sharding.scenario;

import dev.meridian.sharding.testkit.DatabaseKind;

/** The same on PostgreSQL. */
class PostgresSecondaryTableTest extends SecondaryTableTest {

    @Override
    DatabaseKind kind() {
        return DatabaseKind.POSTGRESQL;
    }
}
