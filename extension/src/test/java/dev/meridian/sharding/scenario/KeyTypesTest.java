package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.persistence.annotations.HashPartitioning;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Shard keys of all kinds: what EclipseLink writes to the column decides, in rows of its own as in ours. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyTypesTest {

    private static final UUID ONE = UUID.fromString("0d9c1f2e-0000-4000-8000-00000000abcd");
    private static final UUID TWO = UUID.fromString("ffffffff-1111-4111-b111-111111111111");

    enum Season {
        SUMMER,
        WINTER
    }

    @MappedSuperclass
    abstract static class WithId {
        @Id
        long id;

        abstract void setKey(Object key);
    }

    @Entity(name = "ByName")
    @Partitioned("ByName")
    @ValuePartitioning(
            name = "ByName",
            partitionColumn = @Column(name = "CODE"),
            partitions = {
                @ValuePartition(value = "SUMMER", connectionPool = "asia"),
                @ValuePartition(value = "WINTER", connectionPool = "europe")
            })
    static class ByName extends WithId {
        @Enumerated(EnumType.STRING)
        Season code;

        @Override
        void setKey(Object key) {
            code = (Season) key;
        }
    }

    @Entity(name = "ByOrdinal")
    @Partitioned("ByOrdinal")
    @ValuePartitioning(
            name = "ByOrdinal",
            partitionColumn = @Column(name = "CODE"),
            partitionValueType = Integer.class,
            partitions = {
                @ValuePartition(value = "0", connectionPool = "asia"),
                @ValuePartition(value = "1", connectionPool = "europe")
            })
    static class ByOrdinal extends WithId {
        Season code;

        @Override
        void setKey(Object key) {
            code = (Season) key;
        }
    }

    /** Its columns hold the first letter, in upper case: two attribute values are one to the database. */
    @Converter
    public static class FirstLetter implements AttributeConverter<String, String> {
        @Override
        public String convertToDatabaseColumn(String attribute) {
            return attribute == null ? null : attribute.substring(0, 1).toUpperCase(Locale.ROOT);
        }

        @Override
        public String convertToEntityAttribute(String column) {
            return column;
        }
    }

    @Entity(name = "ByLetter")
    @Partitioned("ByLetter")
    @ValuePartitioning(
            name = "ByLetter",
            partitionColumn = @Column(name = "CODE"),
            partitions = {
                @ValuePartition(value = "A", connectionPool = "asia"),
                @ValuePartition(value = "E", connectionPool = "europe")
            })
    static class ByLetter extends WithId {
        @Convert(converter = FirstLetter.class)
        String code;

        @Override
        void setKey(Object key) {
            code = (String) key;
        }
    }

    @Entity(name = "ByDay")
    @Partitioned("ByDay")
    @ValuePartitioning(
            name = "ByDay",
            partitionColumn = @Column(name = "CODE"),
            partitionValueType = LocalDate.class,
            partitions = {
                @ValuePartition(value = "2026-01-31", connectionPool = "asia"),
                @ValuePartition(value = "2026-02-28", connectionPool = "europe")
            })
    static class ByDay extends WithId {
        LocalDate code;

        @Override
        void setKey(Object key) {
            code = (LocalDate) key;
        }
    }

    @Entity(name = "ByUuid")
    @Partitioned("ByUuid")
    @ValuePartitioning(
            name = "ByUuid",
            partitionColumn = @Column(name = "CODE"),
            partitionValueType = UUID.class,
            partitions = {
                @ValuePartition(value = "0d9c1f2e-0000-4000-8000-00000000abcd", connectionPool = "asia"),
                @ValuePartition(value = "ffffffff-1111-4111-b111-111111111111", connectionPool = "europe")
            })
    static class ByUuid extends WithId {
        UUID code;

        @Override
        void setKey(Object key) {
            code = (UUID) key;
        }
    }

    @Entity(name = "ByBig")
    @Partitioned("ByBig")
    @HashPartitioning(
            name = "ByBig",
            partitionColumn = @Column(name = "CODE"),
            connectionPools = {"asia", "europe", "south_america"})
    static class ByBig extends WithId {
        BigInteger code;

        @Override
        void setKey(Object key) {
            code = (BigInteger) key;
        }
    }

    record Case(String entity, Object one, Object two) {}

    static Stream<Case> cases() {
        return Stream.of(
                new Case("ByName", Season.SUMMER, Season.WINTER),
                new Case("ByOrdinal", Season.SUMMER, Season.WINTER),
                new Case("ByLetter", "asia", "Europe"),
                new Case("ByDay", LocalDate.of(2026, 1, 31), LocalDate.of(2026, 2, 28)),
                new Case("ByUuid", ONE, TWO),
                new Case("ByBig", BigInteger.valueOf(-5), BigInteger.valueOf(1L << 40)));
    }

    private BesideEclipseLink rows;

    @BeforeAll
    void writeWithEclipseLinkAlone() throws SQLException {
        rows = new BesideEclipseLink(
                em -> cases().forEach(each -> {
                    persist(em, each.entity(), 1, each.one());
                    persist(em, each.entity(), 2, each.two());
                }),
                List.of(
                        "CREATE TABLE BYNAME (ID BIGINT PRIMARY KEY, CODE VARCHAR(20))",
                        "CREATE TABLE BYORDINAL (ID BIGINT PRIMARY KEY, CODE INTEGER)",
                        "CREATE TABLE BYLETTER (ID BIGINT PRIMARY KEY, CODE VARCHAR(20))",
                        "CREATE TABLE BYDAY (ID BIGINT PRIMARY KEY, CODE DATE)",
                        "CREATE TABLE BYUUID (ID BIGINT PRIMARY KEY, CODE VARCHAR(16) FOR BIT DATA)",
                        "CREATE TABLE BYBIG (ID BIGINT PRIMARY KEY, CODE BIGINT)"),
                ByName.class,
                ByOrdinal.class,
                ByLetter.class,
                FirstLetter.class,
                ByDay.class,
                ByUuid.class,
                ByBig.class);
    }

    @AfterAll
    void closeUnit() {
        rows.close();
    }

    private static void persist(EntityManager em, String entity, long id, Object key) {
        WithId object = switch (entity) {
            case "ByName" -> new ByName();
            case "ByOrdinal" -> new ByOrdinal();
            case "ByLetter" -> new ByLetter();
            case "ByDay" -> new ByDay();
            case "ByUuid" -> new ByUuid();
            default -> new ByBig();
        };
        object.id = id;
        object.setKey(key);
        em.persist(object);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rowOfEclipseLink_isFoundByItsKeyWithOneStatement(Case each) throws SQLException {
        String jpql = "SELECT e.id FROM " + each.entity() + " e WHERE e.id < 10 AND ";
        String first = rows.shardsOf(each.entity(), "ID = 1").get(0);
        String second = rows.shardsOf(each.entity(), "ID = 2").get(0);
        assertThat(first).isNotEqualTo(second);
        assertThat(rows.ids(jpql + "e.code = :key", Map.of("key", each.one()))).containsExactly(1L);
        assertThat(rows.unit().log().counts()).isEqualTo(Map.of(first, 1));
        assertThat(rows.ids(jpql + ":key = e.code", Map.of("key", each.two()))).containsExactly(2L);
        assertThat(rows.unit().log().counts()).isEqualTo(Map.of(second, 1));
        assertThat(rows.ids(jpql + "e.code IN :keys", Map.of("keys", List.of(each.one(), each.two()))))
                .containsExactlyInAnyOrder(1L, 2L);
        assertThat(rows.unit().log().counts()).isEqualTo(Map.of(first, 1, second, 1));
        assertThat(rows.ids(jpql + "e.code <> :one", Map.of("one", each.one()))).containsExactly(2L);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void newRow_goesWhereEclipseLinkPutIt(Case each) throws SQLException {
        rows.write(em -> persist(em, each.entity(), 11, each.one()));
        rows.write(em -> persist(em, each.entity(), 12, each.two()));
        assertThat(rows.shardsOf(each.entity(), "ID = 11")).isEqualTo(rows.shardsOf(each.entity(), "ID = 1"));
        assertThat(rows.shardsOf(each.entity(), "ID = 12")).isEqualTo(rows.shardsOf(each.entity(), "ID = 2"));
    }

    @Test
    void literals_narrowAsEclipseLinkWritesThem() {
        String season = Season.class.getName().replace('$', '.');
        for (String entity : List.of("ByName", "ByOrdinal")) {
            assertThat(rows.ids(
                            "SELECT e.id FROM " + entity + " e WHERE e.id < 10 AND e.code = " + season + ".WINTER",
                            Map.of()))
                    .containsExactly(2L);
            assertThat(rows.unit().log().counts()).isEqualTo(Map.of("europe", 1));
        }
        assertThat(rows.ids("SELECT e.id FROM ByLetter e WHERE e.id < 10 AND e.code = 'Angola'", Map.of()))
                .containsExactly(1L);
        assertThat(rows.unit().log().counts()).isEqualTo(Map.of("asia", 1));
        assertThat(rows.ids("SELECT e.id FROM ByDay e WHERE e.id < 10 AND e.code < {d '2026-02-01'}", Map.of()))
                .containsExactly(1L);
        assertThat(rows.unit().log().counts()).isEqualTo(Map.of("asia", 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    e.code BETWEEN 'Angola' AND 'Denmark' | 1 | asia
                    e.code >= 'Estonia'                   | 2 | europe
                    e.code LIKE 'E%'                      | 2 | europe
                    e.code LIKE 'e%'                      |   |
                    """)
    void orderAndPattern_areThoseOfTheColumn(String condition, Long id, String shard) {
        assertThat(rows.ids("SELECT e.id FROM ByLetter e WHERE e.id < 10 AND " + condition, Map.of()))
                .isEqualTo(id == null ? List.of() : List.of(id));
        assertThat(rows.unit().log().counts()).isEqualTo(shard == null ? Map.of() : Map.of(shard, 1));
    }

    @Test
    void dates_narrowByTheirOrder() {
        assertThat(rows.ids(
                        "SELECT e.id FROM ByDay e WHERE e.id < 10 AND e.code BETWEEN :from AND :to",
                        Map.of("from", LocalDate.of(2026, 2, 1), "to", LocalDate.of(2026, 12, 31))))
                .containsExactly(2L);
        assertThat(rows.unit().log().counts()).isEqualTo(Map.of("europe", 1));
        String between = "SELECT e.id FROM ByDay e WHERE e.id < 10 AND e.code > :low AND e.code < :high";
        assertThat(rows.ids(between, Map.of("low", LocalDate.of(2026, 1, 30), "high", LocalDate.of(2026, 2, 1))))
                .containsExactly(1L);
        assertThat(rows.unit().log().counts()).isEqualTo(Map.of("asia", 1));
        assertThat(rows.ids(between, Map.of("low", LocalDate.of(2026, 1, 31), "high", LocalDate.of(2026, 2, 1))))
                .isEmpty();
        assertThat(rows.unit().log().counts()).isEmpty();
    }
}
