package dev.meridian.sharding.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.outside.Workforce.Branch;
import dev.meridian.sharding.outside.Workforce.LargeVenture;
import dev.meridian.sharding.outside.Workforce.SmallVenture;
import dev.meridian.sharding.outside.Workforce.Venture;
import dev.meridian.sharding.outside.Workforce.Worker;
import dev.meridian.sharding.scenario.BesideOneDatabase;
import dev.meridian.sharding.testkit.DatabaseKind;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Employees and projects of branches, many to many: asked, changed and removed as in one database, each branch in its shard. */
@Tag("weaving")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkforceTest {

    private static final List<String> EVERYTHING = List.of(
            "SELECT w, w.branch.town FROM Worker w ORDER BY w.name",
            "SELECT v, v.leader.name FROM Venture v ORDER BY v.name",
            "SELECT w.name, m.name FROM Worker w LEFT JOIN w.manager m ORDER BY w.name",
            "SELECT w.name, d, INDEX(d) FROM Worker w JOIN w.duties d ORDER BY w.name, d",
            "SELECT w.name, s.name, s.grade FROM Worker w JOIN w.skills s ORDER BY w.name, s.name",
            "SELECT w.name, v.name FROM Worker w JOIN w.ventures v ORDER BY w.name, v.name");

    private BesideOneDatabase workforce;

    DatabaseKind kind() {
        return DatabaseKind.DERBY;
    }

    @BeforeAll
    void populate() {
        workforce = new BesideOneDatabase(kind(), Workforce.ENTITIES);
        workforce.write(
                em -> List.of("Ottawa", "Toronto", "Hull", "Kingston").forEach(town -> em.persist(branch(town))));
    }

    /** Three workers, who repeat in each town but for their names, and three projects. */
    private static Branch branch(String town) {
        Branch branch = new Branch(town);
        Worker boss = branch.hire(town + " Ann", "90").duty("plan", "budget").skill("law", 3);
        Worker one = branch.hire(town + " Bob", "50")
                .managedBy(boss)
                .duty("write", "test", "ship")
                .skill("java", 5);
        Worker two =
                branch.hire(town + " Cem", "40").managedBy(one).skill("java", 2).skill("sql", 4);
        LargeVenture large = branch.start(new LargeVenture(town + " bridge", "1000"), boss);
        SmallVenture small = branch.start(new SmallVenture(town + " shed", 3), one);
        branch.start(new Venture(town + " idea"), two);
        one.join(large).join(small);
        two.join(large);
        return branch;
    }

    @AfterAll
    void close() {
        if (workforce != null) {
            workforce.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT w.name FROM Worker w JOIN w.ventures v WHERE v.name LIKE '%bridge' ORDER BY w.name",
                "SELECT v.name, COUNT(w) FROM Venture v LEFT JOIN v.members w GROUP BY v.name",
                "SELECT TYPE(v), COUNT(w) FROM Venture v JOIN v.members w GROUP BY TYPE(v)",
                "SELECT w.name, l.budget FROM Worker w JOIN TREAT(w.ventures AS LargeVenture) l WHERE l.budget > 10",
                "SELECT v FROM LargeVenture v WHERE v.leader.salary > 80",
                "SELECT SUM(w.salary) FROM Worker w JOIN w.ventures v WHERE TYPE(v) = LargeVenture",
                "SELECT w.name FROM Worker w WHERE w.ventures IS EMPTY",
                "SELECT w.name FROM Worker w WHERE SIZE(w.ventures) > 1",
                "SELECT w.name FROM Worker w WHERE 'ship' MEMBER OF w.duties",
                "SELECT w.name FROM Worker w WHERE EXISTS (SELECT v FROM w.ventures v WHERE v.leader = w)",
                "SELECT w.manager.name, AVG(w.salary) FROM Worker w GROUP BY w.manager.name",
                "SELECT w.manager.manager.name FROM Worker w",
                "SELECT DISTINCT v.leader.branch.town FROM Worker w JOIN w.ventures v",
                "SELECT b.town, COUNT(DISTINCT w) FROM Branch b JOIN b.ventures v JOIN v.members w GROUP BY b.town",
                "SELECT s.name, MAX(s.grade) FROM Worker w JOIN w.skills s GROUP BY s.name",
                "SELECT w.name, d FROM Worker w JOIN w.duties d ORDER BY d DESC, w.name",
                "SELECT d, w.name FROM Worker w JOIN w.duties d ORDER BY w.name DESC, d",
                "SELECT DISTINCT d FROM Worker w JOIN w.duties d",
                "SELECT w.name FROM Worker w WHERE EXISTS (SELECT v FROM w.ventures v WHERE v.leader = w.manager)",
                "SELECT w.name FROM Worker w WHERE NOT EXISTS (SELECT v FROM w.ventures v WHERE TYPE(v) = LargeVenture)",
                "SELECT w FROM Worker w WHERE w.salary < (SELECT AVG(x.salary) FROM Worker x)",
            })
    void question_hasTheAnswerOfOneDatabase(String jpql) {
        assertThat(workforce.ask(jpql)).isNotEmpty();
        assertThat(workforce.counts()).hasSizeGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT w.name, v.name FROM Worker w, Venture v WHERE v MEMBER OF w.ventures AND v.name LIKE '%shed'",
                "SELECT w.name, v.name FROM Worker w, Venture v WHERE v MEMBER OF w.ventures OR v.name LIKE '%idea'",
            })
    void join_byAConditionOnARelation_isRefusedOverSeveralShards(String jpql) {
        assertThatThrownBy(() -> workforce.ask(jpql)).hasStackTraceContaining("MERIDIAN-020");
    }

    @Test
    void groups_ofElementsThatHaveAPlace_areRefusedOverSeveralShards() {
        String jpql = "SELECT d, COUNT(w) FROM Worker w JOIN w.duties d GROUP BY d";
        assertThatThrownBy(() -> workforce.ask(jpql)).hasStackTraceContaining("MERIDIAN-020");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT w.name, v.name FROM Worker w JOIN w.ventures v WHERE w.branch.town = 'Toronto'",
                "SELECT v.name, m.salary FROM LargeVenture v JOIN v.members m WHERE v.branch.town = 'Toronto'",
                "SELECT w.name, d FROM Worker w JOIN w.duties d WHERE w.branch.town = 'Toronto' ORDER BY w.name, d",
                "SELECT w.name, w.manager.name FROM Worker w WHERE w.branch.town = 'Toronto'",
            })
    void question_aboutOneTown_isAskedOfItsShardOnce(String jpql) {
        assertThat(workforce.ask(jpql)).isNotEmpty();
        assertThat(workforce.counts()).isEqualTo(Map.of("south_america", 1));
    }

    private static Worker worker(EntityManager em, String name) {
        return em.createQuery("SELECT w FROM Worker w WHERE w.name = :name", Worker.class)
                .setParameter("name", name)
                .getSingleResult();
    }

    private static Venture venture(EntityManager em, String name) {
        return em.createQuery("SELECT v FROM Venture v WHERE v.name = :name", Venture.class)
                .setParameter("name", name)
                .getSingleResult();
    }

    /** Does it in both and asks for all rows in the same transaction, which is rolled back. */
    private void change(Consumer<EntityManager> work) {
        workforce.tryOut(em -> {
            work.accept(em);
            em.flush();
            em.clear();
            return EVERYTHING.stream()
                    .map(jpql -> em.createQuery(jpql).getResultList())
                    .toList();
        });
    }

    @Test
    void everything_isAsInOneDatabase() {
        change(em -> {});
    }

    @Test
    void project_getsAndLosesMembers() {
        change(em -> {
            worker(em, "Toronto Cem").join(venture(em, "Toronto shed"));
            worker(em, "Toronto Bob").leave(venture(em, "Toronto bridge"));
            venture(em, "Toronto idea").lead(worker(em, "Toronto Ann"));
        });
        assertThat(workforce.sharded().log().all().stream()
                        .filter(entry -> !entry.sql().startsWith("SELECT")))
                .isNotEmpty()
                .allMatch(entry -> entry.shard().equals("south_america"));
    }

    @Test
    void employee_changesDutiesSkillsAndManager() {
        change(em -> {
            Worker bob = worker(em, "Hull Bob");
            bob.dropDuty(0);
            bob.duty("rest").skill("sql", 1).managedBy(worker(em, "Ottawa Ann"));
        });
    }

    @Test
    void employee_isHiredIntoAProjectOfTheSameShard() {
        change(em -> {
            Branch hull = worker(em, "Hull Ann").branch();
            em.persist(hull.hire("Hull Dan", "10")
                    .duty("learn")
                    .managedBy(worker(em, "Hull Ann"))
                    .join(venture(em, "Ottawa shed")));
        });
    }

    @Test
    void employee_isRemovedWithAllThatIsTheirs() {
        change(em -> {
            Worker cem = worker(em, "Kingston Cem");
            cem.leaveAll();
            em.remove(venture(em, "Kingston idea"));
            em.remove(cem);
        });
    }

    @Test
    void project_isRemovedWhenNobodyIsInIt() {
        change(em -> {
            Venture shed = venture(em, "Kingston shed");
            List.copyOf(shed.members()).forEach(member -> member.leave(shed));
            em.remove(shed);
        });
    }

    @Test
    void project_withAMemberFromAnotherShard_isRefused() {
        assertThatThrownBy(() -> workforce
                        .sharded()
                        .emf()
                        .runInTransaction(em -> worker(em, "Toronto Cem").join(venture(em, "Ottawa shed"))))
                .hasStackTraceContaining("MERIDIAN-098 Cannot write Worker in the shard south_america: its ventures is"
                        + " SmallVenture in the shard europe");
    }

    @Test
    void manager_ofAnotherShard_isRefused() {
        assertThatThrownBy(() -> workforce
                        .sharded()
                        .emf()
                        .runInTransaction(em -> worker(em, "Toronto Cem").managedBy(worker(em, "Ottawa Ann"))))
                .hasStackTraceContaining("MERIDIAN-098 Cannot write Worker in the shard south_america: its manager is");
    }
}
