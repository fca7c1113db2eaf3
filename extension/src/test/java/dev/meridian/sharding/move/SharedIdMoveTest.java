package dev.meridian.sharding.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.Sharding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What shares its id with its parent moves with it, and never away from it. */
@Tag("weaving")
class SharedIdMoveTest extends MoveScenario {

    private Town tokyo = new Town("Asia", "Tokyo");
    private Town london = new Town("Europe", "London");

    @Override
    Class<?>[] entities() {
        return new Class<?>[] {Town.class, Sensor.class, Sample.class, Mayor.class};
    }

    @Override
    String[] emptying() {
        return new String[] {"DELETE FROM MAYOR", "DELETE FROM SAMPLE", "DELETE FROM SENSOR", "DELETE FROM TOWN"};
    }

    @BeforeEach
    void storeTwoTowns() throws Exception {
        tokyo = new Town("Asia", "Tokyo");
        london = new Town("Europe", "London");
        in(em -> {
            em.persist(tokyo);
            em.persist(new Mayor(tokyo, "Koike"));
            em.persist(london);
            em.persist(new Mayor(london, "Khan"));
        });
        unit.emf().getCache().evictAll();
    }

    @Test
    void keyChange_ofTheParent_bringsAlongWhatSharesItsId() throws Exception {
        in(em -> {
            Mayor mayor = em.find(Mayor.class, tokyo.getId());
            em.find(Town.class, tokyo.getId()).setContinent("South America");
            em.flush();
            assertThat(Sharding.of(em).shardOf(mayor)).isEqualTo("south_america");
            assertThat(mayor.getTown()).isSameAs(em.find(Town.class, tokyo.getId()));
        });
        assertThat(rows("asia", "MAYOR")).isZero();
        assertThat(rows("south_america", "MAYOR WHERE NAME = 'Koike' AND ID = " + tokyo.getId()))
                .isEqualTo(1);
        in(em -> assertThat(em.find(Mayor.class, tokyo.getId()).getTown().getContinent())
                .isEqualTo("South America"));
    }

    @Test
    void parentChange_toAnotherShard_isRefused() {
        assertThatThrownBy(() ->
                        in(em -> em.find(Mayor.class, tokyo.getId()).setTown(em.find(Town.class, london.getId()))))
                .hasStackTraceContaining("MERIDIAN-120");
        assertThat(rows("asia", "MAYOR")).isEqualTo(1);
        assertThat(rows("europe", "MAYOR")).isEqualTo(1);
    }
}
