package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.Sharding;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.persistence.annotations.HashPartitioning;
import org.eclipse.persistence.annotations.Partitioned;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that EclipseLink alone placed by the hash code of their key are found, each in the one shard that it is in. */
class HashPartitioningTest {

    private static final List<Object> NUMBERS = List.of(0, 1, 2, -1, -2, -7, Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final List<Object> LONGS = List.of(0L, -1L, -2L, 3L, 1L << 40, -(1L << 33) - 5, Long.MIN_VALUE);
    // The hash code of the first is the smallest integer; of the second and third it is negative.
    private static final List<Object> TEXTS =
            List.of("polygenelubricants", "Buenos Aires", "Reykjavík", "a", "b", "Ulaanbaatar");

    @MappedSuperclass
    abstract static class WithId {
        @Id
        long id;
    }

    @Entity(name = "Meter")
    @Partitioned("ByNumber")
    @HashPartitioning(
            name = "ByNumber",
            partitionColumn = @Column(name = "CODE"),
            connectionPools = {"europe", "default", "asia", "europe", "south_america"})
    static class Meter extends WithId {
        int code;
    }

    /** The policy lists no pools: EclipseLink takes all of them, in an order of its own. */
    @Entity(name = "Account")
    @Partitioned("ByLong")
    @HashPartitioning(name = "ByLong", partitionColumn = @Column(name = "CODE"))
    static class Account extends WithId {
        Long code;
    }

    @Entity(name = "Town")
    @Partitioned("ByText")
    @HashPartitioning(
            name = "ByText",
            partitionColumn = @Column(name = "CODE"),
            connectionPools = {"asia", "europe", "default"})
    static class Town extends WithId {
        String code;
    }

    private BesideEclipseLink rows;

    @BeforeEach
    void writeWithEclipseLinkAlone() throws SQLException {
        rows = new BesideEclipseLink(
                em -> List.of("Meter", "Account", "Town").forEach(entity -> persistAll(em, entity, 0)),
                List.of(
                        "CREATE TABLE METER (ID BIGINT PRIMARY KEY, CODE INTEGER)",
                        "CREATE TABLE ACCOUNT (ID BIGINT PRIMARY KEY, CODE BIGINT)",
                        "CREATE TABLE TOWN (ID BIGINT PRIMARY KEY, CODE VARCHAR(30))"),
                Meter.class,
                Account.class,
                Town.class);
    }

    @AfterEach
    void closeUnit() {
        rows.close();
    }

    private static List<Object> keys(String entity) {
        return switch (entity) {
            case "Meter" -> NUMBERS;
            case "Account" -> LONGS;
            default -> TEXTS;
        };
    }

    private static void persistAll(EntityManager em, String entity, long offset) {
        List<Object> keys = keys(entity);
        for (int i = 0; i < keys.size(); i++) {
            em.persist(create(entity, offset + i, keys.get(i)));
        }
    }

    private static WithId create(String entity, long id, Object key) {
        Meter meter = new Meter();
        Account account = new Account();
        Town town = new Town();
        WithId object = switch (entity) {
            case "Meter" -> meter;
            case "Account" -> account;
            default -> town;
        };
        object.id = id;
        if (key instanceof Integer number) {
            meter.code = number;
        } else if (key instanceof Long number) {
            account.code = number;
        } else {
            town.code = key.toString();
        }
        return object;
    }

    @ParameterizedTest
    @ValueSource(strings = {"Meter", "Account", "Town"})
    void rowsOfEclipseLink_areInSeveralShards_andFoundByTheirKeyWithOneStatement(String entity) throws SQLException {
        Set<String> used = Set.copyOf(rows.shardsOf(entity, "1 = 1"));
        assertThat(used).hasSizeGreaterThan(2);
        List<Object> keys = keys(entity);
        for (int i = 0; i < keys.size(); i++) {
            String where = rows.shardsOf(entity, "ID = " + i).get(0);
            assertThat(rows.ids("SELECT e.id FROM " + entity + " e WHERE e.code = :key", Map.of("key", keys.get(i))))
                    .containsExactly((long) i);
            assertThat(rows.unit().log().counts()).isEqualTo(Map.of(where, 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Meter", "Account", "Town"})
    void in_asksTheShardsOfItsValues(String entity) throws SQLException {
        List<Object> some = keys(entity).subList(0, 2);
        assertThat(rows.ids("SELECT e.id FROM " + entity + " e WHERE e.code IN :keys", Map.of("keys", some)))
                .containsExactlyInAnyOrder(0L, 1L);
        assertThat(rows.unit().log().counts()).isEqualTo(oneFor(rows.shardsOf(entity, "ID IN (0, 1)")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Meter", "Account", "Town"})
    void newRows_goWhereEclipseLinkPutThem(String entity) throws SQLException {
        for (int i = 0; i < keys(entity).size(); i++) {
            WithId added = create(entity, 100L + i, keys(entity).get(i));
            rows.write(em -> em.persist(added));
            assertThat(rows.shardsOf(entity, "ID = " + (100 + i))).isEqualTo(rows.shardsOf(entity, "ID = " + i));
        }
    }

    @Test
    void find_asksAllShards_andKnowsWhereTheRowWas() throws SQLException {
        String where = rows.shardsOf("METER", "ID = 3").get(0);
        rows.with(em -> {
            assertThat(Sharding.of(em).shardOf(em.find(Meter.class, 3L))).isEqualTo(where);
            return true;
        });
    }

    @Test
    void order_thatLeavesFewNumbers_asksTheirShards() throws SQLException {
        String query = "SELECT m.id FROM Meter m WHERE m.code > :low AND m.code < :high";
        assertThat(rows.ids(query, Map.of("low", -3, "high", 0))).containsExactlyInAnyOrder(3L, 4L);
        assertThat(rows.unit().log().counts()).isEqualTo(oneFor(rows.shardsOf("METER", "ID IN (3, 4)")));
        assertThat(rows.ids(query, Map.of("low", 1, "high", 2))).isEmpty();
        assertThat(rows.unit().log().counts()).isEmpty();
    }

    @Test
    void order_doesNotNarrow() {
        assertThat(rows.ids("SELECT m.id FROM Meter m WHERE m.code < -6", Map.of()))
                .containsExactlyInAnyOrder(5L, 6L);
        assertThat(rows.unit().log().counts()).hasSize(4);
    }

    @Test
    void blankAtTheEnd_whichDerbyDoesNotSee_cannotBeWritten() {
        assertThatThrownBy(() -> rows.write(em -> em.persist(create("Town", 200, "a "))))
                .rootCause()
                .hasMessageStartingWith("MERIDIAN-010 Cannot persist Town");
        assertThat(rows.unit().log().counts()).isEmpty();
        assertThat(rows.ids("SELECT t.id FROM Town t WHERE t.code = 'a  '", Map.of()))
                .containsExactly(3L);
        assertThat(rows.unit().log().counts()).hasSize(1);
    }

    private static Map<String, Integer> oneFor(List<String> shards) {
        return shards.stream().distinct().collect(Collectors.toMap(shard -> shard, shard -> 1));
    }
}
