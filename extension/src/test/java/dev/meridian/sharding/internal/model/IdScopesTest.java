package dev.meridian.sharding.internal.model;

import static dev.meridian.sharding.internal.model.UnitReading.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.internal.model.Entities.Place;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.TableGenerator;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.sequencing.NativeSequence;
import org.eclipse.persistence.sequencing.UnaryTableSequence;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.junit.jupiter.api.Test;

class IdScopesTest {

    @MappedSuperclass
    abstract static class Regional {
        String region;
    }

    @Entity(name = "Auto")
    @Partitioned("ByRegion")
    static class Auto extends Regional {
        @Id
        @GeneratedValue
        long id;
    }

    @Entity(name = "AutoUuid")
    @Partitioned("ByRegion")
    static class AutoUuid extends Regional {
        @Id
        @GeneratedValue
        UUID id;
    }

    @Entity(name = "Uuid")
    @Partitioned("ByRegion")
    static class Uuid extends Regional {
        @Id
        @GeneratedValue(strategy = GenerationType.UUID)
        String id;
    }

    @Entity(name = "Table")
    @Partitioned("ByRegion")
    static class Table extends Regional {
        @Id
        @GeneratedValue(strategy = GenerationType.TABLE)
        long id;
    }

    @Entity(name = "Named")
    @Partitioned("ByRegion")
    static class Named extends Regional {
        @Id
        @GeneratedValue(generator = "named")
        @TableGenerator(name = "named", pkColumnValue = "other")
        long id;
    }

    @Entity(name = "Sequenced")
    @Partitioned("ByRegion")
    static class Sequenced extends Regional {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "seq")
        @SequenceGenerator(name = "seq")
        long id;
    }

    @Entity(name = "Identity")
    @Partitioned("ByRegion")
    static class Identity extends Regional {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        long id;
    }

    @Entity(name = "Assigned")
    @Partitioned("ByRegion")
    static class Assigned extends Regional {
        @Id
        UUID id;
    }

    @Entity(name = "Composite")
    @Partitioned("ByRegion")
    @IdClass(Pair.class)
    static class Composite extends Regional {
        @Id
        long one;

        @Id
        long two;
    }

    record Pair(long one, long two) implements Serializable {}

    private static final Class<?>[] ALL = {
        Place.class,
        Auto.class,
        AutoUuid.class,
        Uuid.class,
        Table.class,
        Named.class,
        Sequenced.class,
        Identity.class,
        Assigned.class,
        Composite.class
    };

    @Test
    void scope_ofEachKindOfId_isThatOfItsSequence() {
        assertThat(scopes(read(unit(ALL)).model()))
                .isEqualTo(new TreeMap<>(Map.of(
                        "Assigned", IdScope.SHARD_LOCAL,
                        "Auto", IdScope.UNIT_UNIQUE,
                        "AutoUuid", IdScope.UNIT_UNIQUE,
                        "Composite", IdScope.SHARD_LOCAL,
                        "Identity", IdScope.SHARD_LOCAL,
                        "Named", IdScope.UNIT_UNIQUE,
                        "Place", IdScope.SHARD_LOCAL,
                        "Sequenced", IdScope.UNIT_UNIQUE,
                        "Table", IdScope.UNIT_UNIQUE,
                        "Uuid", IdScope.UNIT_UNIQUE)));
    }

    @Test
    void scope_ofAutoWithADefaultSequence_isThatOfTheDefault() {
        ShardingModel model = read(
                        unit(Place.class, Auto.class),
                        session -> session.getLogin().setDefaultSequence(new NativeSequence("identity", true)))
                .model();

        assertThat(scopes(model)).containsEntry("Auto", IdScope.SHARD_LOCAL);
    }

    @Test
    void scope_ofASequenceOfTheUsersOwn_isShardLocal() {
        class Own extends UnaryTableSequence {
            private static final long serialVersionUID = 1L;
        }
        ShardingModel model = read(
                        unit(Place.class, Auto.class),
                        session -> session.getLogin().setDefaultSequence(new Own()))
                .model();

        assertThat(scopes(model)).containsEntry("Auto", IdScope.SHARD_LOCAL);
    }

    @Test
    void connected_withADatabaseThatHasSequences_isFine() {
        AtomicReference<ShardingModel> model = new AtomicReference<>();
        try (ShardedUnit unit = unit(ALL).customizer(reader(model)).open()) {
            ServerSession session = (ServerSession) unit.emf().unwrap(Session.class);

            assertThatCode(() -> ModelReader.checkConnected(session, model.get(), entity -> true))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void connected_withADatabaseThatTakesIdentityInstead_isRefused() {
        String mySql = "org.eclipse.persistence.platform.database.MySQLPlatform";
        AtomicReference<ShardingModel> model = new AtomicReference<>();
        try (ShardedUnit unit = unit(Place.class, Sequenced.class, Table.class)
                .customizer(reader(model))
                .property("eclipselink.target-database", mySql)
                .open()) {
            ServerSession session = (ServerSession) unit.emf().unwrap(Session.class);

            assertThatThrownBy(() -> ModelReader.checkConnected(session, model.get(), entity -> true))
                    .hasMessageStartingWith("MERIDIAN-001 ")
                    .message()
                    .contains("one problem was found")
                    .contains(
                            "MERIDIAN-033 The ids of Sequenced are to come from a sequence, but this database takes an"
                                    + " IDENTITY column instead, so they repeat between shards.");
        }
    }

    private static SessionCustomizer reader(AtomicReference<ShardingModel> model) {
        return session -> model.set(ModelReader.read((ServerSession) session).model());
    }

    private static Map<String, IdScope> scopes(ShardingModel model) {
        Map<String, IdScope> scopes = new TreeMap<>();
        model.entities().values().forEach(entity -> scopes.put(entity.name(), entity.ids()));
        return scopes;
    }

    private static ShardedUnit.Builder unit(Class<?>... managed) {
        return ShardedUnit.with(managed).shards("primary", "asia");
    }
}
