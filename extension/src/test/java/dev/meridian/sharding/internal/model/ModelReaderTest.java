package dev.meridian.sharding.internal.model;

import static dev.meridian.sharding.internal.model.UnitReading.problems;
import static dev.meridian.sharding.internal.model.UnitReading.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.internal.model.Settings.CrossShardWrites;
import dev.meridian.sharding.internal.model.Settings.NativeQueries;
import dev.meridian.sharding.internal.model.ShardedEntity.Colocated;
import dev.meridian.sharding.internal.model.ShardedEntity.Root;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("weaving")
class ModelReaderTest {

    @Entity(name = "Plain")
    static class Plain {
        @Id
        long id;
    }

    @Test
    void read_ofTheExample_isItsModel() {
        ModelReading reading = read(weather());

        assertThat(reading.isSharded()).isTrue();
        assertThat(reading.warnings()).isEmpty();
        assertThat(reading.model().shards())
                .isEqualTo(new Shards("north_america", List.of("asia", "europe", "south_america")));
        assertThat(reading.model().entities().keySet()).containsExactly(Report.class, WeatherLocation.class);
        assertThat(reading.model().find(Report.class))
                .contains(new Colocated(
                        Report.class,
                        "Report",
                        IdScope.SHARD_LOCAL,
                        "location",
                        WeatherLocation.class,
                        WeatherLocation.class));
        Root root = reading.model().rootOf(WeatherLocation.class);
        assertThat(root.name()).isEqualTo("WeatherLocation");
        assertThat(root.ids()).isEqualTo(IdScope.UNIT_UNIQUE);
        assertThat(root.keyAttribute()).isEqualTo("continent");
        assertThat(root.keyColumn()).isEqualTo("CONTINENT");
        assertThat(root.keyNullable()).isFalse();
        assertThat(root.map().shards()).containsExactlyInAnyOrder("asia", "europe", "north_america", "south_america");
    }

    @Test
    void read_ofValues_putsThemInTheOrderOfTheirTexts() {
        ValueShardMap map = (ValueShardMap)
                read(weather()).model().rootOf(WeatherLocation.class).map();

        assertThat(map.values())
                .containsExactly("Africa", "Asia", "Europe", "North America", "Oceania", "South America");
        assertThat(map.shardOf("Oceania")).contains("asia");
        assertThat(map.defaultShard()).isEmpty();
    }

    @Test
    void read_ofAUnitWithoutShardedEntity_hasNothingToDo() {
        ModelReading reading =
                read(ShardedUnit.with(Plain.class).property("eclipselink.jdbc.exclusive-connection.mode", "Always"));

        assertThat(reading.isSharded()).isFalse();
        assertThat(reading.model().entities()).isEmpty();
    }

    @Test
    void read_ofSettingsOfTheUnit_takesThem() {
        Settings settings = read(weather()
                        .property("meridian.cross-shard-writes", "best-effort")
                        .property("meridian.script-shard", "asia")
                        .property("meridian.native-queries", "primary"))
                .settings();

        assertThat(settings)
                .isEqualTo(new Settings(
                        "north_america",
                        CrossShardWrites.BEST_EFFORT,
                        Optional.of("asia"),
                        NativeQueries.PRIMARY,
                        ScatterSettings.DEFAULT));
    }

    @Test
    void read_withoutSettings_takesTheDefaults() {
        Settings settings =
                read(ShardedUnit.with(Plain.class).withoutMeridian()).settings();

        assertThat(settings)
                .isEqualTo(new Settings(
                        "default",
                        CrossShardWrites.REFUSE,
                        Optional.empty(),
                        NativeQueries.REFUSE,
                        ScatterSettings.DEFAULT));
    }

    static final String KNOWN =
            " Known are meridian.cross-shard-writes, meridian.native-queries, meridian.primary-shard,"
                    + " meridian.scatter.executor, meridian.scatter.parallelism, meridian.scatter.timeout, meridian.script-shard.";

    @Test
    void read_ofSettingsOfScatters_takesThem() {
        Settings settings = read(weather()
                        .property("meridian.scatter.executor", "concurrent/scatter")
                        .property("meridian.scatter.parallelism", 2)
                        .property("meridian.scatter.timeout", "1500"))
                .settings();

        assertThat(settings.scatter())
                .isEqualTo(new ScatterSettings(Optional.of("concurrent/scatter"), Optional.of(2), 1500));
    }

    @Test
    void read_ofScattersThatCannotBe_tellsEach() {
        assertThat(problems(weather()
                        .property("meridian.scatter.parallelism", 0)
                        .property("meridian.scatter.timeout", "soon")))
                .containsExactly(
                        "MERIDIAN-031 The property meridian.scatter.parallelism has a value that means nothing. It must be"
                                + " a whole number, at least 1.",
                        "MERIDIAN-031 The property meridian.scatter.timeout has a value that means nothing. It must be a"
                                + " whole number, at least 0.");
    }

    @Test
    void read_ofUnknownProperties_tellsEach() {
        assertThat(problems(ShardedUnit.with(Plain.class)
                        .property("meridian.script-shards", "asia")
                        .property("meridian.colocated-with", "location")))
                .containsExactly(
                        "MERIDIAN-030 The persistence unit sets meridian.colocated-with, which is no property of Meridian."
                                + KNOWN,
                        "MERIDIAN-030 The persistence unit sets meridian.script-shards, which is no property of Meridian."
                                + KNOWN);
    }

    @Test
    void read_ofUnknownValues_tellsEach() {
        assertThat(problems(weather()
                        .property("meridian.cross-shard-writes", "allow")
                        .property("meridian.native-queries", "all")
                        .property("meridian.script-shard", "africa")))
                .containsExactly(
                        "MERIDIAN-031 The property meridian.cross-shard-writes has a value that means nothing. It must be"
                                + " refuse (the default) or best-effort.",
                        "MERIDIAN-031 The property meridian.native-queries has a value that means nothing. It must be"
                                + " refuse (the default) or primary.",
                        "MERIDIAN-031 The property meridian.script-shard has a value that means nothing. It must be one of"
                                + " north_america, asia, europe, south_america.");
    }

    @Test
    void read_ofABlankName_tellsIt() {
        assertThat(problems(ShardedUnit.with(Plain.class).property("meridian.primary-shard", " ")))
                .containsExactly(
                        "MERIDIAN-031 The property meridian.primary-shard has a value that means nothing. It must"
                                + " be a text.");
    }

    @Test
    void read_ofSeveralProblems_isOneErrorWithAllOfThem() {
        assertThatThrownBy(() -> read(weather()
                        .property("meridian.nonsense", "1")
                        .property("eclipselink.jdbc.exclusive-connection.mode", "Isolated")
                        .property("eclipselink.connection-pool.africa.url", "jdbc:nowhere")))
                .isInstanceOfSatisfying(
                        ShardingException.class, e -> assertThat(e.code()).isEqualTo("MERIDIAN-001"))
                .message()
                .startsWith(
                        "MERIDIAN-001 The sharding of this persistence unit cannot be right; 3 problems were found:\n"
                                + "  MERIDIAN-030 The persistence unit sets meridian.nonsense")
                .contains("\n  MERIDIAN-037 The exclusive connection mode Isolated ")
                .contains("\n  MERIDIAN-035 No shard map names the connection pool africa.");
    }

    private static ShardedUnit.Builder weather() {
        return ShardedUnit.with(WeatherLocation.class, Report.class);
    }
}
