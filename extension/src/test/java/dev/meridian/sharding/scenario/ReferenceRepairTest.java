package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ReferenceCheck;
import dev.meridian.sharding.ReferenceCheck.Copy;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.weather.Country;
import dev.meridian.sharding.testkit.weather.Region;
import dev.meridian.sharding.testkit.weather.Station;
import jakarta.persistence.TransactionRequiredException;
import org.junit.jupiter.api.Test;

/** Finding and mending a difference between the shards' rows of a reference entity. */
class ReferenceRepairTest extends ReferenceTest {

    @Test
    void check_ofTheSameRows_isOneStatementInEachShard() {
        ReferenceCheck check = check(Region.class);

        assertThat(check.isSame()).isTrue();
        assertThat(check.entity()).isEqualTo("Region");
        assertThat(check.baseline()).isEqualTo("north_america");
        assertThat(check.copies()).extracting(Copy::shard).containsExactlyElementsOf(ShardedUnit.SHARDS);
        assertThat(check.copies()).extracting(Copy::rows).containsOnly(3L);
        assertThat(unit.log().counts()).isEqualTo(oneOnEach());
    }

    @Test
    void check_countsWhatIsMissingAndTooMuchAndDifferent() {
        spoil();

        assertThat(check(Region.class).copies())
                .containsExactly(
                        new Copy("north_america", 3, 0, 0, 0),
                        new Copy("asia", 5, 0, 2, 1),
                        new Copy("europe", 2, 1, 0, 0),
                        new Copy("south_america", 0, 3, 0, 0));
        assertThat(check(Region.class).isSame()).isFalse();
    }

    @Test
    void repair_makesAllLikeTheOne() {
        spoil();
        inTransaction(em -> assertThat(Sharding.of(em)
                        .repairReference(em, Region.class, "north_america")
                        .copies())
                .extracting(Copy::isSame)
                .containsExactly(true, false, false, false));

        assertThat(check(Region.class).isSame()).isTrue();
        assertThat(inEach("SELECT COUNT(*) FROM REGION WHERE NAME IS NOT NULL AND NAME <> 'Wrong'"))
                .isEqualTo(3);
        unit.log().clear();
        inTransaction(em -> Sharding.of(em).repairReference(em, Region.class, "default"));
        assertThat(unit.log().counts()).as("reads alone").isEqualTo(oneOnEach());
    }

    @Test
    void repair_fromAnotherShard_changesThePrimaryToo_andTheSharedCacheForgets() {
        execute("asia", "UPDATE COUNTRY SET AREA = 377, NAME = NULL WHERE NAME = 'Japan'");
        with(em -> assertThat(em.find(Country.class, japan.getId()).getArea()).isZero());
        inTransaction(em -> Sharding.of(em).repairReference(em, Country.class, "asia"));

        assertThat(inEach("SELECT AREA FROM COUNTRY WHERE NAME IS NULL")).isEqualTo(377);
        with(em -> assertThat(em.find(Country.class, japan.getId()).getArea()).isEqualTo(377));
    }

    @Test
    void repair_thatIsRolledBack_changesNothing() {
        spoil();
        with(em -> {
            em.getTransaction().begin();
            Sharding.of(em).repairReference(em, Region.class, "north_america");
            assertThat(Sharding.of(em).checkReference(em, Region.class).isSame())
                    .isTrue();
            em.getTransaction().rollback();
        });

        assertThat(check(Region.class).copies()).extracting(Copy::rows).containsExactly(3L, 5L, 2L, 0L);
    }

    @Test
    void repair_ofOneShard_isAllowedInResourceLocal_ofSeveralItIsNot() {
        unit.restart("meridian.cross-shard-writes", "refuse");
        try {
            for (String shard : ShardedUnit.SHARDS) {
                execute(shard, "INSERT INTO REGION (CODE, NAME) VALUES ('POLAR', 'Polar')");
            }
            execute("asia", "DELETE FROM REGION");
            inTransaction(em -> Sharding.of(em).repairReference(em, Region.class, "europe"));
            assertThat(check(Region.class).isSame()).isTrue();
            execute("europe", "UPDATE REGION SET NAME = 'Cold'");
            assertThatThrownBy(() -> inTransaction(em -> Sharding.of(em).repairReference(em, Region.class, "europe")))
                    .hasStackTraceContaining("MERIDIAN-016");
        } finally {
            unit.restart("meridian.cross-shard-writes", "best-effort");
        }
    }

    @Test
    void repair_withoutTransaction_orOfAnythingElse_isRefused() {
        spoil();
        with(em -> {
            Sharding sharding = Sharding.of(em);
            assertThatThrownBy(() -> sharding.repairReference(em, Region.class, "north_america"))
                    .isInstanceOf(TransactionRequiredException.class);
            assertThatIllegalArgumentException().isThrownBy(() -> sharding.checkReference(em, Station.class));
            assertThatThrownBy(() -> sharding.repairReference(em, Region.class, "atlantis"))
                    .hasMessageStartingWith("MERIDIAN-018");
        });
        assertThat(unit.log().all().stream().map(Object::toString)).noneMatch(text -> text.contains("INSERT"));
    }

    /** asia: two too many (one the child of the other), one changed; europe: one missing; south_america: empty. */
    private void spoil() {
        execute(
                "asia",
                "INSERT INTO REGION (CODE, NAME) VALUES ('A', 'Wrong')",
                "INSERT INTO REGION (CODE, NAME, PARENT_CODE) VALUES ('B', 'Wrong', 'A')",
                "DELETE FROM COUNTRY",
                "UPDATE REGION SET NAME = NULL, PARENT_CODE = 'A' WHERE CODE = 'TROPIC'");
        execute("europe", "DELETE FROM COUNTRY", "DELETE FROM REGION WHERE CODE = 'TROPIC'");
        execute("south_america", "DELETE FROM COUNTRY", "UPDATE REGION SET PARENT_CODE = NULL", "DELETE FROM REGION");
        unit.log().clear();
    }

    private ReferenceCheck check(Class<?> entity) {
        return ask(em -> Sharding.of(em).checkReference(em, entity));
    }
}
