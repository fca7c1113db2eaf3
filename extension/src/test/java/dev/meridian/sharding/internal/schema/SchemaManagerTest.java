package dev.meridian.sharding.internal.schema;

import static dev.meridian.sharding.internal.schema.Databases.constraints;
import static dev.meridian.sharding.internal.schema.Databases.count;
import static dev.meridian.sharding.internal.schema.Databases.shop;
import static dev.meridian.sharding.internal.schema.Databases.tables;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.internal.schema.shop.Depot;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.SchemaValidationException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.eclipse.persistence.sessions.DatabaseSession;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.tools.schemaframework.SchemaManager;
import org.eclipse.persistence.tools.schemaframework.TableDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaManagerTest {

    private static final String FULL = "eclipselink.schema-validation.mode";

    @Test
    void createAndDrop_coverEachShard() throws SQLException {
        try (ShardedUnit unit = shop().open()) {
            unit.emf().getSchemaManager().create(true);
            for (String shard : Depot.SHARDS) {
                assertThat(tables(unit, shard)).contains("DEPOT", "Parcel order");
            }

            unit.emf().getSchemaManager().drop(true);
            for (String shard : Depot.SHARDS) {
                assertThat(tables(unit, shard)).doesNotContain("DEPOT", "Parcel order", "CARRIER");
            }
        }
    }

    @Test
    void validate_completeSchema_passes() throws Exception {
        try (ShardedUnit unit = shop("create").property(FULL, "full").open()) {
            unit.emf().getSchemaManager().validate();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "asia          | DROP TABLE \"Parcel order\"                             | MissingTable",
                "north_america | DROP TABLE CARRIER_PHONE                                | MissingTable",
                "europe        | ALTER TABLE DEPOT DROP COLUMN CODE                      | MissingColumns",
                "asia          | ALTER TABLE DEPOT ADD EXTRA INTEGER                     | SurplusColumns",
                "europe        | ALTER TABLE DEPOT ALTER COLUMN CONTINENT NULL           | DifferentColumns",
                "asia          | ALTER TABLE \"Parcel order\" ALTER COLUMN QUANTITY NOT NULL | DifferentColumns"
            })
    void validate_oneShardIsDifferent_reportsIt(String shard, String change, String problem) throws SQLException {
        try (ShardedUnit unit = shop("create").property(FULL, "full").open()) {
            unit.execute(shard, change);

            SchemaValidationException failure = catchThrowableOfType(
                    SchemaValidationException.class,
                    () -> unit.emf().getSchemaManager().validate());

            assertThat(Stream.of(failure.getFailures())
                            .map(found -> found.getClass().getSimpleName()))
                    .containsExactly(problem);
        }
    }

    @Test
    void verify_tableMissingInOneShard_failsTheDeployment() throws SQLException {
        try (ShardedUnit unit = shop("create").open()) {
            unit.execute("europe", "DROP TABLE \"Parcel order\"");

            assertThatThrownBy(() -> unit.restart("jakarta.persistence.schema-generation.database.action", "verify"))
                    .hasRootCauseInstanceOf(SchemaValidationException.class);
        }
    }

    @Test
    void truncate_emptiesEachTableAndKeepsItsConstraints() throws SQLException {
        try (ShardedUnit unit = shop("create").open()) {
            for (String shard : Depot.SHARDS) {
                unit.execute(
                        shard,
                        "INSERT INTO DEPOT (ID, CONTINENT, CODE) VALUES (1, 'x', 'y')",
                        "INSERT INTO \"Parcel order\" (DEPOT_ID) VALUES (1)");
            }
            unit.execute(
                    "north_america", "INSERT INTO CARRIER VALUES (1)", "INSERT INTO CARRIER_PHONE VALUES (1, '0')");

            unit.emf().getSchemaManager().truncate();

            for (String shard : Depot.SHARDS) {
                assertThat(count(unit, shard, "DEPOT")).isZero();
                assertThat(count(unit, shard, "\"Parcel order\"")).isZero();
                assertThat(constraints(unit, shard)).contains("DEPOT U DEPOT_CODE", "Parcel order F");
            }
            assertThat(count(unit, "north_america", "CARRIER")).isZero();
            assertThat(count(unit, "north_america", "CARRIER_PHONE")).isZero();
            assertThat(count(unit, "north_america", "IDS")).isEqualTo(1);
        }
    }

    @Test
    void statementOfNoTableOfTheUnit_isRefused() {
        try (ShardedUnit unit = shop().open()) {
            TableDefinition stranger = new TableDefinition("STRANGER");
            stranger.addField("ID", Long.class);
            SchemaManager manager =
                    new SchemaManager((DatabaseSession) unit.emf().unwrap(Session.class));

            assertThatThrownBy(() -> manager.createObject(stranger))
                    .isInstanceOf(ShardingException.class)
                    .hasMessageStartingWith("MERIDIAN-060 ");
            assertThat(unit.log().all()).noneMatch(entry -> entry.sql().contains("STRANGER"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"north_america", "asia"})
    void create_statementFailsInOneShard_reachesTheOthers(String failing) throws SQLException {
        try (ShardedUnit unit = shop().open()) {
            unit.log().failNext(failing, sql -> sql.startsWith("CREATE TABLE DEPOT"));

            unit.emf().getSchemaManager().create(true);

            for (String shard : Depot.SHARDS) {
                assertThat(tables(unit, shard).contains("DEPOT")).isEqualTo(!shard.equals(failing));
                assertThat(tables(unit, shard)).contains("Parcel order");
            }
        }
    }
}
