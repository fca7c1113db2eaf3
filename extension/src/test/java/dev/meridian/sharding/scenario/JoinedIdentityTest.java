package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.testkit.ShardedUnit;
import org.junit.jupiter.api.Test;

/** The same with a table for each class. */
class JoinedIdentityTest extends InheritedIdentityTest {

    @Override
    ShardedUnit.Builder configure(ShardedUnit.Builder builder) {
        return builder.mappingFiles("META-INF/joined-orm.xml");
    }

    @Test
    @Override
    void treatedEntities_areComparedByShardAndId() {
        with(em -> assertThatThrownBy(() -> em.createQuery("SELECT c FROM Trip t JOIN TREAT(t.vehicle AS Car) c")
                        .getResultList())
                .as("EclipseLink itself cannot prepare it")
                .hasStackTraceContaining("EclipseLink-6168"));
    }
}
