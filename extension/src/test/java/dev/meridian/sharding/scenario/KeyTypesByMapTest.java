package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.persistence.annotations.HashPartitioning;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.RangePartition;
import org.eclipse.persistence.annotations.RangePartitioning;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Keys that are no texts or numbers, by hash and by range: each is where EclipseLink puts what it writes to the column.
 * {@link KeyTypesTest} has those of mapped values. Of ranges EclipseLink cannot read bounds that are days or UUIDs.
 */
class KeyTypesByMapTest extends KeyKinds {

    @Entity(name = "HashedName")
    @Partitioned("HashedName")
    @HashPartitioning(
            name = "HashedName",
            partitionColumn = @Column(name = "CODE"),
            connectionPools = {"asia", "europe", "south_america", "default"})
    static class HashedName extends WithId {
        @Enumerated(EnumType.STRING)
        Season code;

        @Override
        void setKey(Object key) {
            code = (Season) key;
        }
    }

    @Entity(name = "HashedOrdinal")
    @Partitioned("HashedOrdinal")
    @HashPartitioning(
            name = "HashedOrdinal",
            partitionColumn = @Column(name = "CODE"),
            connectionPools = {"asia", "europe", "south_america", "default"})
    static class HashedOrdinal extends WithId {
        Season code;

        @Override
        void setKey(Object key) {
            code = (Season) key;
        }
    }

    @Entity(name = "HashedLetter")
    @Partitioned("HashedLetter")
    @HashPartitioning(
            name = "HashedLetter",
            partitionColumn = @Column(name = "CODE"),
            connectionPools = {"asia", "europe", "south_america", "default"})
    static class HashedLetter extends WithId {
        @Convert(converter = FirstLetter.class)
        String code;

        @Override
        void setKey(Object key) {
            code = (String) key;
        }
    }

    @Entity(name = "HashedDay")
    @Partitioned("HashedDay")
    @HashPartitioning(
            name = "HashedDay",
            partitionColumn = @Column(name = "CODE"),
            connectionPools = {"asia", "europe", "south_america", "default"})
    static class HashedDay extends WithId {
        LocalDate code;

        @Override
        void setKey(Object key) {
            code = (LocalDate) key;
        }
    }

    @Entity(name = "HashedUuid")
    @Partitioned("HashedUuid")
    @HashPartitioning(
            name = "HashedUuid",
            partitionColumn = @Column(name = "CODE"),
            connectionPools = {"asia", "europe", "south_america", "default"})
    static class HashedUuid extends WithId {
        UUID code;

        @Override
        void setKey(Object key) {
            code = (UUID) key;
        }
    }

    @Entity(name = "RangedOrdinal")
    @Partitioned("RangedOrdinal")
    @RangePartitioning(
            name = "RangedOrdinal",
            partitionColumn = @Column(name = "CODE"),
            partitionValueType = Integer.class,
            partitions = {
                @RangePartition(endValue = "0", connectionPool = "asia"),
                @RangePartition(startValue = "1", connectionPool = "europe")
            })
    static class RangedOrdinal extends WithId {
        Season code;

        @Override
        void setKey(Object key) {
            code = (Season) key;
        }
    }

    @Entity(name = "RangedLetter")
    @Partitioned("RangedLetter")
    @RangePartitioning(
            name = "RangedLetter",
            partitionColumn = @Column(name = "CODE"),
            partitions = {
                @RangePartition(endValue = "D", connectionPool = "asia"),
                @RangePartition(startValue = "E", connectionPool = "europe")
            })
    static class RangedLetter extends WithId {
        @Convert(converter = FirstLetter.class)
        String code;

        @Override
        void setKey(Object key) {
            code = (String) key;
        }
    }

    @Override
    Stream<Case> cases() {
        LocalDate first = LocalDate.of(2025, 12, 31);
        return Stream.of(
                new Case(HashedName::new, Season.SUMMER, Season.WINTER),
                new Case(HashedOrdinal::new, Season.SUMMER, Season.WINTER),
                new Case(HashedLetter::new, "asia", "Fiji"),
                new Case(HashedDay::new, first, first.plusDays(1)),
                // The hash code of the second is negative.
                new Case(HashedUuid::new, new UUID(0, 1), new UUID(0, 0x8000_0000L)),
                new Case(RangedOrdinal::new, Season.SUMMER, Season.WINTER),
                new Case(RangedLetter::new, "asia", "Europe"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    RangedLetter | e.code BETWEEN 'Angola' AND 'Denmark'                             | 1 | asia
                    RangedLetter | e.code > 'Denmark'                                                | 2 | europe
                    HashedDay    | e.code > {d '2025-12-31'} AND e.code < {d '2026-01-01'}           |   |
                    """)
    void order_isThatOfTheColumn(String entity, String condition, Long id, String shard) {
        assertThat(rows.ids("SELECT e.id FROM " + entity + " e WHERE e.id < 10 AND " + condition, Map.of()))
                .isEqualTo(id == null ? List.of() : List.of(id));
        assertThat(rows.unit().log().counts()).isEqualTo(shard == null ? Map.of() : Map.of(shard, 1));
    }
}
