package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.scenario.KeyTypesTest.FirstLetter;
import dev.meridian.sharding.scenario.KeyTypesTest.Season;
import dev.meridian.sharding.scenario.KeyTypesTest.WithId;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.persistence.annotations.HashPartitioning;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.RangePartition;
import org.eclipse.persistence.annotations.RangePartitioning;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Keys that are no texts or numbers, by hash and by range: each is where EclipseLink puts what it writes to the column.
 * {@link KeyTypesTest} has those of mapped values. Of ranges EclipseLink cannot read bounds that are days or UUIDs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyTypesByMapTest {

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

    /** An entity, and two keys that are in different shards. */
    record Case(Supplier<WithId> entity, Object one, Object two) {

        String name() {
            return entity.get().getClass().getSimpleName();
        }

        void persist(EntityManager em, long id, Object key) {
            WithId object = entity.get();
            object.id = id;
            object.setKey(key);
            em.persist(object);
        }

        @Override
        public String toString() {
            return name();
        }
    }

    static Stream<Case> cases() {
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

    private BesideEclipseLink rows;

    @BeforeAll
    void writeWithEclipseLinkAlone() throws SQLException {
        rows = new BesideEclipseLink(
                em -> cases().forEach(each -> {
                    each.persist(em, 1, each.one());
                    each.persist(em, 2, each.two());
                }),
                cases().map(each -> "CREATE TABLE " + each.name() + " (ID BIGINT PRIMARY KEY, CODE " + type(each) + ")")
                        .toList(),
                Stream.concat(cases().map(each -> each.entity().get().getClass()), Stream.of(FirstLetter.class))
                        .toArray(Class<?>[]::new));
    }

    private static String type(Case each) {
        if (each.one() instanceof UUID) {
            return "VARCHAR(16) FOR BIT DATA";
        }
        if (each.one() instanceof LocalDate) {
            return "DATE";
        }
        return each.name().endsWith("Ordinal") ? "INTEGER" : "VARCHAR(20)";
    }

    @AfterAll
    void closeUnit() {
        rows.close();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rowOfEclipseLink_isFoundByItsKeyWithOneStatement(Case each) throws SQLException {
        String jpql = "SELECT e.id FROM " + each.name() + " e WHERE e.id < 10 AND ";
        String first = rows.shardsOf(each.name(), "ID = 1").get(0);
        String second = rows.shardsOf(each.name(), "ID = 2").get(0);
        assertThat(first).isNotEqualTo(second);
        assertThat(rows.ids(jpql + "e.code = :key", Map.of("key", each.one()))).containsExactly(1L);
        assertThat(rows.unit().log().counts()).isEqualTo(Map.of(first, 1));
        assertThat(rows.ids(jpql + ":key = e.code", Map.of("key", each.two()))).containsExactly(2L);
        assertThat(rows.unit().log().counts()).isEqualTo(Map.of(second, 1));
        assertThat(rows.ids(jpql + "e.code IN :keys", Map.of("keys", List.of(each.one(), each.two()))))
                .containsExactlyInAnyOrder(1L, 2L);
        assertThat(rows.unit().log().counts()).isEqualTo(Map.of(first, 1, second, 1));
        assertThat(rows.ids(jpql + "NOT (e.code = :one)", Map.of("one", each.one())))
                .containsExactly(2L);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void newRow_goesWhereEclipseLinkPutIt(Case each) throws SQLException {
        rows.write(em -> each.persist(em, 11, each.one()));
        rows.write(em -> each.persist(em, 12, each.two()));
        assertThat(rows.shardsOf(each.name(), "ID = 11")).isEqualTo(rows.shardsOf(each.name(), "ID = 1"));
        assertThat(rows.shardsOf(each.name(), "ID = 12")).isEqualTo(rows.shardsOf(each.name(), "ID = 2"));
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
