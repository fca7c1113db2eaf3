package dev.meridian.sharding.internal.schema;

import static dev.meridian.sharding.internal.schema.Databases.DEPOT;
import static dev.meridian.sharding.internal.schema.Databases.columns;
import static dev.meridian.sharding.internal.schema.Databases.constraints;
import static dev.meridian.sharding.internal.schema.Databases.count;
import static dev.meridian.sharding.internal.schema.Databases.indexes;
import static dev.meridian.sharding.internal.schema.Databases.shop;
import static dev.meridian.sharding.internal.schema.Databases.tables;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.internal.schema.shop.Depot;
import dev.meridian.sharding.internal.schema.shop.Pallet;
import dev.meridian.sharding.internal.schema.shop.Parcel;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.StatementLog;
import java.io.StringWriter;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaGenerationTest {

    private static final String ACTION = "jakarta.persistence.schema-generation.database.action";
    private static final String DDL = "eclipselink.ddl-generation";

    @ParameterizedTest
    @CsvSource({
        ACTION + ", create",
        ACTION + ", drop-and-create",
        ACTION + ", create-or-extend-tables",
        DDL + ", create-tables",
        DDL + ", drop-and-create-tables",
        DDL + ", create-or-extend-tables"
    })
    void create_emptyDatabases_makesEachTableOnItsShards(String property, String value) throws SQLException {
        try (ShardedUnit unit = shop().property(property, value).open()) {
            assertComplete(unit);
        }
    }

    @ParameterizedTest
    @CsvSource({
        ACTION + ", create",
        ACTION + ", drop-and-create",
        ACTION + ", create-or-extend-tables",
        DDL + ", drop-and-create-tables"
    })
    void create_again_endsTheSame(String property, String value) throws SQLException {
        try (ShardedUnit unit = shop().property(property, value).open()) {
            unit.restart();

            assertComplete(unit);
        }
    }

    private static void assertComplete(ShardedUnit unit) throws SQLException {
        for (String shard : Depot.SHARDS) {
            boolean primary = shard.equals("north_america");
            assertThat(tables(unit, shard))
                    .containsExactlyInAnyOrder(
                            primary
                                    ? new String[] {"DEPOT", "Parcel order", "CARRIER", "CARRIER_PHONE", "IDS"}
                                    : new String[] {"DEPOT", "Parcel order"});
            assertThat(constraints(unit, shard))
                    .containsExactlyInAnyOrder(
                            primary
                                    ? new String[] {"DEPOT U DEPOT_CODE", "Parcel order F", "CARRIER_PHONE F"}
                                    : new String[] {"DEPOT U DEPOT_CODE", "Parcel order F"});
            assertThat(indexes(unit, shard)).containsExactly("DEPOT_BY_CITY");
        }
        assertThat(count(unit, "north_america", "IDS")).isEqualTo(1);
    }

    @Test
    void create_tableThereInOneShard_isMadeInTheOthersAndCompleted() throws SQLException {
        try (ShardedUnit unit = shop().open()) {
            unit.execute("asia", DEPOT);
            unit.log().clear();

            reopen(unit, "create");

            for (String shard : Depot.SHARDS) {
                assertThat(tables(unit, shard)).contains("DEPOT", "Parcel order");
                assertThat(constraints(unit, shard)).contains("DEPOT U DEPOT_CODE", "Parcel order F");
            }
            assertThat(indexes(unit, "europe")).containsExactly("DEPOT_BY_CITY");
            assertThat(unit.log().statements("asia")).noneMatch(sql -> sql.startsWith("CREATE TABLE DEPOT"));
        }
    }

    @Test
    void createOrExtend_columnMissingInOneShard_isAddedThereOnly() throws SQLException {
        try (ShardedUnit unit = shop("create").open()) {
            unit.execute("asia", "DROP INDEX DEPOT_BY_CITY", "ALTER TABLE DEPOT DROP COLUMN CITY");
            unit.execute("europe", "DROP TABLE \"Parcel order\"");
            unit.log().clear();

            reopen(unit, "create-or-extend-tables");

            assertThat(columns(unit, "asia", "DEPOT")).contains("CITY");
            assertThat(tables(unit, "europe")).contains("Parcel order");
            assertThat(constraints(unit, "europe")).contains("Parcel order F");
            assertThat(unit.log().all())
                    .filteredOn(entry ->
                            entry.sql().startsWith("ALTER TABLE") && entry.sql().contains("CITY"))
                    .extracting(entry -> entry.shard())
                    .containsExactly("asia");
        }
    }

    @Test
    void createOrExtend_tableOnlyInAShardWhereItLacksAColumn_isMadeAndExtended() throws SQLException {
        try (ShardedUnit unit = shop().open()) {
            unit.execute("asia", "CREATE TABLE DEPOT (ID BIGINT NOT NULL, CODE VARCHAR(255), PRIMARY KEY (ID))");

            reopen(unit, "create-or-extend-tables");

            assertThat(tables(unit, "europe")).contains("DEPOT");
            assertThat(indexes(unit, "europe")).containsExactly("DEPOT_BY_CITY");
            assertThat(columns(unit, "asia", "DEPOT")).contains("CITY");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "drop-and-create", "create-or-extend-tables"})
    void create_relationWithoutConstraint_isMadeWithout(String action) throws SQLException {
        try (ShardedUnit unit = ShardedUnit.with(Depot.class, Parcel.class, Pallet.class)
                .shards(Depot.SHARDS.toArray(String[]::new))
                .property(ACTION, action)
                .open()) {
            unit.restart();

            assertThat(tables(unit, "asia")).contains("PALLET");
            assertThat(constraints(unit, "asia")).noneMatch(constraint -> constraint.startsWith("PALLET"));
        }
    }

    @ParameterizedTest
    @CsvSource({ACTION + ", drop", DDL + ", drop-tables"})
    void drop_dropsEachTable(String property, String value) throws SQLException {
        try (ShardedUnit unit = shop("create").open()) {
            unit.execute("asia", "DROP TABLE \"Parcel order\"");

            reopen(unit, property, value);

            assertThat(tables(unit, "asia")).isEmpty();
            assertThat(tables(unit, "europe")).isEmpty();
            // EclipseLink keeps a sequence's table, which units can share, and drops its rows.
            assertThat(tables(unit, "north_america")).containsExactly("IDS");
            assertThat(count(unit, "north_america", "IDS")).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "drop-and-create"})
    void scriptsAction_writesWhatEclipseLinkWrites(String action) {
        assertThat(written(shop(), action)).isEqualTo(written(shop().withoutMeridian(), action));
    }

    private static String written(ShardedUnit.Builder recipe, String action) {
        StringWriter create = new StringWriter();
        StringWriter drop = new StringWriter();
        try (ShardedUnit unit = recipe.property("jakarta.persistence.schema-generation.scripts.action", action)
                .property("jakarta.persistence.schema-generation.scripts.create-target", create)
                .property("jakarta.persistence.schema-generation.scripts.drop-target", drop)
                .open()) {
            assertThat(unit.log().all())
                    .noneMatch(entry -> entry.sql().matches("(CREATE|ALTER|DROP|INSERT|DELETE) .*"));
            return create + "\n" + drop;
        }
    }

    @Test
    void none_sendsNothing() {
        try (ShardedUnit unit = shop("none").open()) {
            // What the primary is asked at login is how it sorts texts.
            assertThat(unit.log().all())
                    .extracting(StatementLog.Entry::sql)
                    .allMatch(sql -> sql.contains("derby.database.collation"));
        }
    }

    private static void reopen(ShardedUnit unit, String action) {
        reopen(unit, ACTION, action);
    }

    private static void reopen(ShardedUnit unit, String property, String value) {
        unit.restart(property, value);
    }
}
