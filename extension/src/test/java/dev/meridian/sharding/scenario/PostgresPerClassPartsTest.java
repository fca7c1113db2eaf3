package dev.meridian.sharding.scenario;

import dev.meridian.sharding.testkit.DatabaseKind;

/** The same on PostgreSQL. */
class PostgresPerClassPartsTest extends PerClassPartsTest {

    @Override
    DatabaseKind kind() {
        return DatabaseKind.POSTGRESQL;
    }
}
