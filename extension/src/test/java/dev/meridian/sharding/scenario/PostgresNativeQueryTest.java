package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardingHints;
import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same on PostgreSQL. */
class PostgresNativeQueryTest extends NativeQueryTest {

    @Override
    ShardedUnit.Builder configure(ShardedUnit.Builder builder) {
        return super.configure(builder).on(DatabaseKind.POSTGRESQL);
    }

    @Test
    void writes_thatReturnRows_areRefusedOnTwoShards() {
        String update = "UPDATE REPORT SET TEMPERATURE = 3 RETURNING ID";

        assertThatThrownBy(() -> inTransaction(em -> {
                    for (String shard : List.of("asia", "europe")) {
                        assertThat(em.createNativeQuery(update)
                                        .setHint(ShardingHints.SHARD, shard)
                                        .getSingleResult())
                                .isEqualTo(1L);
                    }
                }))
                .hasStackTraceContaining("MERIDIAN-016");
    }
}
