package dev.meridian.sharding.scenario;

import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** {@link Orchards}, the same before each test. */
@Tag("weaving")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OrchardTest {

    Orchards orchards;
    ShardedUnit unit;

    DatabaseKind kind() {
        return DatabaseKind.DERBY;
    }

    @BeforeAll
    void openUnits() {
        orchards = new Orchards(kind());
        unit = orchards.unit();
    }

    @AfterAll
    void closeUnits() {
        // Null where such databases do not run and the tests are skipped.
        if (orchards != null) {
            orchards.close();
        }
    }

    @BeforeEach
    void storeOrchards() throws SQLException {
        orchards.storeAnew();
    }
}
