package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.persistence.annotations.HashPartitioning;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shard keys of all kinds: what EclipseLink writes to the column decides, in rows of its own as in ours. */
class KeyTypesTest extends KeyKinds {

    private static final UUID ONE = UUID.fromString("0d9c1f2e-0000-4000-8000-00000000abcd");
    private static final UUID TWO = UUID.fromString("ffffffff-1111-4111-b111-111111111111");

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

    @Override
    Stream<Case> cases() {
        return Stream.of(
                new Case(ByName::new, Season.SUMMER, Season.WINTER),
                new Case(ByOrdinal::new, Season.SUMMER, Season.WINTER),
                new Case(ByLetter::new, "asia", "Europe"),
                new Case(ByDay::new, LocalDate.of(2026, 1, 31), LocalDate.of(2026, 2, 28)),
                new Case(ByUuid::new, ONE, TWO),
                new Case(ByBig::new, BigInteger.valueOf(-5), BigInteger.valueOf(1L << 40)));
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
