package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.testkit.DatabaseKind;
import jakarta.persistence.LockModeType;
import org.junit.jupiter.api.Test;

/** The same on PostgreSQL. */
class PostgresJoinedInheritanceTest extends JoinedInheritanceTest {

    @Override
    DatabaseKind kind() {
        return DatabaseKind.POSTGRESQL;
    }

    @Test
    void find_withALock_isNotJoinedOuter() {
        both.tryOut(em -> em.find(Vehicle.class, 3L, LockModeType.PESSIMISTIC_WRITE));
        assertThat(both.sharded().log().statements("europe"))
                .filteredOn(sql -> sql.contains("FOR UPDATE"))
                .isNotEmpty()
                .noneMatch(sql -> sql.contains("OUTER"));
        both.tryOut(em -> {
            Vehicle vehicle = em.find(Vehicle.class, 5L);
            em.lock(vehicle, LockModeType.PESSIMISTIC_WRITE);
            return vehicle;
        });
    }
}
