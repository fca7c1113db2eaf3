package dev.meridian.sharding.internal.model;

import static dev.meridian.sharding.internal.model.UnitReading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.internal.model.Entities.Place;
import dev.meridian.sharding.testkit.ShardedUnit;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.persistence.platform.database.events.DatabaseEventListener;
import org.eclipse.persistence.platform.database.partitioning.DataPartitioningCallback;
import org.eclipse.persistence.sessions.broker.SessionBroker;
import org.eclipse.persistence.sessions.coordination.CommandManager;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UnitRulesTest {

    static Stream<Arguments> changes() {
        return Stream.of(
                change(
                        "a composite persistence unit",
                        "eclipselink.composite-unit",
                        session -> session.setBroker(new SessionBroker())),
                change(
                        "cache coordination",
                        "eclipselink.cache.coordination.protocol",
                        session -> session.setCommandManager(fake(CommandManager.class))),
                change(
                        "a database event listener",
                        "eclipselink.cache.database-event-listener",
                        session -> session.setDatabaseEventListener(fake(DatabaseEventListener.class))),
                change(
                        "a partitioning callback",
                        "eclipselink.partitioning.callback",
                        session ->
                                session.getPlatform().setPartitioningCallback(fake(DataPartitioningCallback.class))));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void feature_ofTheUnitThatIsNotKnownToBeRight_isRefused(
            String feature, String property, Consumer<ServerSession> change) {
        ShardedUnit.Builder unit = ShardedUnit.with(Place.class).shards("primary", "asia");

        assertThat(problems(unit, change))
                .containsExactly("MERIDIAN-059 The unit uses " + feature
                        + ", which is not supported with sharded entities. Remove " + property + ".");
    }

    private static Arguments change(String feature, String property, Consumer<ServerSession> change) {
        return Arguments.of(feature, property, change);
    }

    private static <T> T fake(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> null));
    }
}
