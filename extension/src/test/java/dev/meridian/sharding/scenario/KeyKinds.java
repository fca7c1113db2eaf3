package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Entities that have shard keys of several kinds, beside rows of EclipseLink's: where it put them, they are found and written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KeyKinds {

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

    /** Each of an entity of its own, named as its class. */
    abstract Stream<Case> cases();

    BesideEclipseLink rows;

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
        if (each.one() instanceof BigInteger) {
            return "BIGINT";
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
        assertThat(rows.ids(jpql + "e.code <> :one", Map.of("one", each.one()))).containsExactly(2L);
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
}
