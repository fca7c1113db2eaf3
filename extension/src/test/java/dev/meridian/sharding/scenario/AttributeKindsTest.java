package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.ColocatedWith;
import dev.meridian.sharding.testkit.DatabaseKind;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import java.io.Serializable;
import java.time.Year;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attributes of each kind: inherited, in records, large, enums, converted, renamed where they are embedded. */
@Tag("weaving")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttributeKindsTest {

    enum Climate {
        COLD,
        MILD,
        HOT
    }

    /** A text in the database, whose order is not that of the years. */
    @Converter
    public static class YearConverter implements AttributeConverter<Year, String> {
        @Override
        public String convertToDatabaseColumn(Year year) {
            return year == null ? null : "Y" + (9999 - year.getValue());
        }

        @Override
        public Year convertToEntityAttribute(String column) {
            return column == null ? null : Year.of(9999 - Integer.parseInt(column.substring(1)));
        }
    }

    @Embeddable
    public record Position(double latitude, double longitude) {}

    @Embeddable
    static class Name {
        String text;
        String language;

        protected Name() {}

        Name(String text, String language) {
            this.text = text;
            this.language = language;
        }

        @Override
        public String toString() {
            return text + "/" + language;
        }
    }

    /** Serialised. */
    record Depths(int least, int most) implements Serializable {}

    @MappedSuperclass
    abstract static class Regional {
        @Id
        long id;

        String continent;

        @Enumerated(EnumType.STRING)
        Climate climate;

        protected Regional() {}

        Regional(long id) {
            this.id = id;
        }
    }

    @Entity(name = "Lake")
    @Partitioned("ByContinent")
    @ValuePartitioning(
            name = "ByContinent",
            partitionColumn = @Column(name = "CONTINENT"),
            partitions = {
                @ValuePartition(value = "Asia", connectionPool = "asia"),
                @ValuePartition(value = "Europe", connectionPool = "europe"),
                @ValuePartition(value = "North America", connectionPool = "north_america"),
                @ValuePartition(value = "South America", connectionPool = "south_america")
            })
    static class Lake extends Regional {
        @Embedded
        Position position;

        @Embedded
        @AttributeOverride(name = "text", column = @Column(name = "LOCAL_NAME"))
        @AttributeOverride(name = "language", column = @Column(name = "LOCAL_LANGUAGE"))
        Name local;

        @Embedded
        Name english;

        @Convert(converter = YearConverter.class)
        Year surveyed;

        @Enumerated(EnumType.ORDINAL)
        Climate formerClimate;

        @Lob
        String description;

        @Lob
        @Basic(fetch = FetchType.LAZY)
        byte[] picture;

        @Lob
        Depths depths;

        protected Lake() {}

        Lake(long id, String continent, String english, String local, int surveyed, Climate climate) {
            super(id);
            this.continent = continent;
            this.climate = climate;
            this.formerClimate = climate == Climate.COLD ? Climate.HOT : Climate.COLD;
            this.english = new Name(english, "en");
            this.local = new Name(local, "xx");
            this.position = new Position(id / 2.0, -id);
            this.surveyed = Year.of(surveyed);
            this.description = english.repeat(3_000);
            this.picture = new byte[] {(byte) id, 2, 3};
            this.depths = new Depths(1, (int) id);
        }

        // Read by the entity itself, which is what weaving sees.
        byte[] picture() {
            return picture;
        }

        @Override
        public String toString() {
            return id + " " + continent + " " + climate + "<" + formerClimate + " " + english.text + " " + local.text
                    + " " + position + " " + surveyed + " " + description.length() + " " + Arrays.toString(picture)
                    + " " + depths;
        }
    }

    @MappedSuperclass
    abstract static class Noted {
        @Id
        long id;

        String note;
    }

    @Entity(name = "Sample")
    @ColocatedWith("lake")
    static class Sample extends Noted {
        @ManyToOne(fetch = FetchType.LAZY)
        Lake lake;

        @Embedded
        Position position;

        protected Sample() {}

        Sample(long id, Lake lake, String note) {
            this.id = id;
            this.lake = lake;
            this.note = note;
            this.position = new Position(id, id);
        }

        Lake lake() {
            return lake;
        }

        @Override
        public String toString() {
            return id + " " + note + " " + position + " of " + lake;
        }
    }

    private BesideOneDatabase both;

    DatabaseKind kind() {
        return DatabaseKind.DERBY;
    }

    @BeforeAll
    void store() {
        both = new BesideOneDatabase(
                kind(),
                Regional.class,
                Noted.class,
                Lake.class,
                Sample.class,
                Position.class,
                Name.class,
                YearConverter.class);
        both.write(em -> {
            List<Lake> lakes = List.of(
                    new Lake(1, "Asia", "Baikal", "Baygal", 2001, Climate.COLD),
                    new Lake(2, "Asia", "Biwa", "Biwako", 1990, Climate.MILD),
                    new Lake(3, "Europe", "Geneva", "Leman", 2001, Climate.MILD),
                    new Lake(4, "Europe", "Garda", "Benaco", 1870, Climate.HOT),
                    new Lake(5, "North America", "Superior", "Gichi", 2010, Climate.COLD),
                    new Lake(6, "South America", "Titicaca", "Titiqaqa", 1870, Climate.COLD));
            lakes.forEach(lake -> {
                em.persist(lake);
                em.persist(new Sample(10 + lake.id, lake, lake.id % 2 == 0 ? "even" : "odd"));
            });
        });
    }

    @AfterAll
    void close() {
        if (both != null) {
            both.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT l FROM Lake l",
                "SELECT l FROM Lake l ORDER BY l.surveyed, l.position.latitude DESC",
                "SELECT l FROM Lake l ORDER BY l.formerClimate, l.climate DESC, l.local.text",
                "SELECT l.position FROM Lake l WHERE l.climate = dev.meridian.sharding.scenario.AttributeKindsTest.Climate.COLD",
                "SELECT l.surveyed, COUNT(l), MAX(l.position.latitude) FROM Lake l GROUP BY l.surveyed",
                "SELECT l.climate, SUM(l.position.longitude) FROM Lake l GROUP BY l.climate ORDER BY l.climate",
                "SELECT DISTINCT l.surveyed FROM Lake l ORDER BY l.surveyed",
                "SELECT l.description FROM Lake l WHERE l.local.text LIKE 'B%' ORDER BY l.id",
                "SELECT l.english FROM Lake l WHERE l.english.language = 'en' AND l.local.language = 'xx' ORDER BY l.english.text",
                "SELECT s FROM Sample s WHERE s.lake.english.text > 'C' ORDER BY s.note, s.id",
                "SELECT s.note, COUNT(s), MIN(s.lake.surveyed) FROM Sample s GROUP BY s.note",
                "SELECT s.id FROM Sample s WHERE s.position.latitude > 12 AND s.lake.position.longitude < -3",
            })
    void query_overAllShards_isAnsweredAsByOneDatabase(String jpql) {
        // The first time the database may be asked how it sorts the texts of a column.
        both.ask(jpql);
        assertThat(both.ask(jpql)).isNotEmpty();
        assertThat(both.counts()).containsOnlyKeys("north_america", "asia", "europe", "south_america");
    }

    @Test
    void inheritedKey_narrowsToOneStatement() {
        both.ask("SELECT l.description FROM Lake l WHERE l.continent = 'Asia' AND l.surveyed = ?1", Year.of(1990));
        assertThat(both.counts()).isEqualTo(Map.of("asia", 1));

        both.ask("SELECT s.note FROM Sample s WHERE s.lake.continent = 'Europe'");
        assertThat(both.counts()).isEqualTo(Map.of("europe", 1));
    }

    @Test
    void change_ofEachKind_isOneUpdateInTheShard() {
        both.tryOut(em -> {
            Lake lake = em.find(Lake.class, 4L);
            lake.climate = Climate.MILD;
            lake.position = new Position(45, 10);
            lake.english.text = "Lago";
            lake.surveyed = Year.of(2020);
            lake.description = "d";
            lake.picture = new byte[] {9};
            lake.depths = new Depths(0, 346);
            em.flush();
            em.clear();
            return em.createQuery("SELECT l FROM Lake l WHERE l.position.latitude = 45 AND l.surveyed = ?1", Lake.class)
                    .setParameter(1, Year.of(2020))
                    .getSingleResult();
        });
        assertThat(both.sharded().log().statements("europe"))
                .filteredOn(sql -> sql.startsWith("UPDATE"))
                .hasSize(1);
    }

    @Test
    void bulkStatement_byAttributesOfEachKind_countsAllShards() {
        assertThat(both.execute(
                        "UPDATE Lake l SET l.english.language = 'gb', l.formerClimate = ?1 WHERE l.climate = ?2",
                        "SELECT l.id, l.formerClimate, l.english.language FROM Lake l ORDER BY l.id",
                        Climate.HOT,
                        Climate.COLD))
                .contains("3 changed", "[5, HOT, gb]");
    }

    @Test
    void lazyLoad_ofALargeAttributesOwner_staysInTheShard() {
        both.tryOut(em -> em.find(Sample.class, 13L).lake().english);
        assertThat(both.counts()).isEqualTo(Map.of("north_america", 1, "asia", 1, "europe", 2, "south_america", 1));
    }

    @Test
    @EnabledIfSystemProperty(named = "meridian.test.weaving", matches = "true", disabledReason = "eager if not woven")
    void lazyLargeAttribute_isLoadedFromTheShard() {
        both.tryOut(em -> Arrays.toString(em.find(Lake.class, 3L).picture()));
        assertThat(both.counts()).isEqualTo(Map.of("north_america", 1, "asia", 1, "europe", 2, "south_america", 1));
        assertThat(both.sharded().log().statements("asia")).noneMatch(sql -> sql.contains("PICTURE"));
    }
}
