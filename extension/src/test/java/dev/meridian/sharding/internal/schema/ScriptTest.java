package dev.meridian.sharding.internal.schema;

import static dev.meridian.sharding.internal.schema.Databases.count;
import static dev.meridian.sharding.internal.schema.Databases.shop;
import static dev.meridian.sharding.internal.schema.Databases.tables;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.testkit.ShardedUnit;
import java.io.StringReader;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {

    private static final String PREFIX = "jakarta.persistence.";
    private static final String LOAD = PREFIX + "sql-load-script-source";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sql-load-script-source",
                "schema-generation.create-script-source",
                "schema-generation.drop-script-source"
            })
    void script_withoutAShard_isRefusedAtLogin(String source) {
        assertThatThrownBy(() -> shop("drop-and-create")
                        .property(PREFIX + source, new StringReader("CREATE TABLE LOADED (ID INTEGER)"))
                        .open())
                .hasStackTraceContaining("MERIDIAN-061 The unit has " + PREFIX + source);
    }

    @Test
    void loadScript_withAShard_runsThereOnly() throws SQLException {
        try (ShardedUnit unit = shop("create")
                .property("meridian.script-shard", "asia")
                .property(
                        LOAD,
                        new StringReader("CREATE TABLE LOADED (ID INTEGER)\nINSERT INTO LOADED VALUES (1)\n"
                                + "INSERT INTO DEPOT (ID, CONTINENT) VALUES (1, 'Asia')"))
                .open()) {
            assertThat(count(unit, "asia", "LOADED")).isEqualTo(1);
            assertThat(count(unit, "asia", "DEPOT")).isEqualTo(1);
            assertThat(tables(unit, "europe")).doesNotContain("LOADED");
            assertThat(count(unit, "europe", "DEPOT")).isZero();
        }
    }

    @Test
    void script_withAStatementThatIsGeneratedToo_runsOnItsShardOnly() throws SQLException {
        try (ShardedUnit unit = shop("create").open()) {
            unit.restart("meridian.script-shard", "europe");

            unit.restart(
                    PREFIX + "schema-generation.create-script-source",
                    new StringReader("DROP TABLE \"Parcel order\"\nDROP TABLE DEPOT"));

            assertThat(tables(unit, "europe")).isEmpty();
            assertThat(tables(unit, "asia")).contains("DEPOT", "Parcel order");
        }
    }
}
