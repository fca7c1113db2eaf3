package dev.meridian.sharding.scenario;

import dev.meridian.sharding.testkit.DatabaseKind;

/** The same on PostgreSQL. */
class PostgresExpressionQueryTest extends ExpressionQueryTest {

    @Override
    DatabaseKind kind() {
        return DatabaseKind.POSTGRESQL;
    }
}
