package dev.meridian.sharding.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.outside.Company.Department;
import dev.meridian.sharding.outside.Company.Employee;
import dev.meridian.sharding.outside.Company.EmployeeId;
import dev.meridian.sharding.outside.Company.Milestone;
import dev.meridian.sharding.outside.Company.Phone;
import dev.meridian.sharding.outside.Company.PhoneId;
import dev.meridian.sharding.outside.Company.Project;
import dev.meridian.sharding.outside.Company.Site;
import dev.meridian.sharding.outside.Company.Team;
import dev.meridian.sharding.outside.Company.Title;
import dev.meridian.sharding.outside.Company.Vault;
import dev.meridian.sharding.scenario.BesideOneDatabase;
import dev.meridian.sharding.testkit.DatabaseKind;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.OptimisticLockException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is persisted, found, changed and removed of the company ends as in one database, each row in its shard. */
@Tag("weaving")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompanyLifecycleTest {

    private static final EmployeeId OTTAWA_1 = new EmployeeId(1, "Ottawa");
    private static final EmployeeId TORONTO_1 = new EmployeeId(1, "Toronto");

    private static final List<String> EVERYTHING = List.of(
            "SELECT e FROM Employee e ORDER BY e.city, e.number",
            "SELECT p.slot, p.type, p.digits, p.owner.city FROM Phone p ORDER BY p.slot, p.type",
            "SELECT a.street, a.employee.city FROM Address a ORDER BY a.street, a.employee.city",
            "SELECT d FROM Department d ORDER BY d.id",
            "SELECT t.name, t.department.name FROM Team t ORDER BY t.name",
            "SELECT p FROM Project p ORDER BY p.id",
            "SELECT m, m.project.name FROM Milestone m ORDER BY m.name, m.week, m.project.id",
            "SELECT s FROM Site s ORDER BY s.name",
            "SELECT v FROM Vault v ORDER BY v.id",
            "SELECT t FROM Title t ORDER BY t.code");

    private BesideOneDatabase company;

    DatabaseKind kind() {
        return DatabaseKind.DERBY;
    }

    @BeforeAll
    void populate() {
        company = new BesideOneDatabase(kind(), Company.ENTITIES);
        company.write(CompanyQueriesTest::populate);
    }

    @AfterAll
    void close() {
        company.close();
    }

    /** Does it in both and asks for all rows in the same transaction, which is rolled back. */
    private <T> T change(Function<EntityManager, T> work) {
        AtomicReference<T> result = new AtomicReference<>();
        company.tryOut(em -> {
            result.set(work.apply(em));
            em.flush();
            List<Object> answers = new ArrayList<>();
            answers.add(result.get());
            everything(em, answers);
            return answers;
        });
        EVERYTHING.forEach(company::ask);
        return result.get();
    }

    private static void everything(EntityManager em, List<Object> answers) {
        EVERYTHING.forEach(jpql -> answers.add(em.createQuery(jpql).getResultList()));
    }

    /** Does it in both and commits; the changed rows must all be in one shard. */
    private void commit(String shard, Consumer<EntityManager> work) {
        company.run(em -> {
            work.accept(em);
            em.flush();
            return "";
        });
        assertThat(company.sharded().log().all())
                .filteredOn(entry -> !entry.sql().startsWith("SELECT"))
                .isNotEmpty()
                .allMatch(entry -> entry.shard().equals(shard));
        assertThat(company.sharded().log().commits(shard)).hasSize(1);
        EVERYTHING.forEach(company::ask);
    }

    @Test
    void persisted_eachRowIsInTheShardThatEclipseLinkAloneWouldChoose() {
        assertThat(company.shardsOf("EMPLOYEE", "CITY = 'Ottawa'")).hasSize(3).containsOnly("europe");
        assertThat(company.shardsOf("EMPLOYEE", "CITY = 'Hull'")).hasSize(3).containsOnly("north_america");
        assertThat(company.shardsOf("PHONE", "OWNER_CITY = 'Toronto'"))
                .isNotEmpty()
                .containsOnly("south_america");
        assertThat(company.shardsOf("ADDRESS", "OWNER_CITY = 'Ottawa'"))
                .isNotEmpty()
                .containsOnly("europe");
        assertThat(company.shardsOf("DEPARTMENT", "MOD(ID, 2) = 0"))
                .isNotEmpty()
                .containsOnly("asia");
        assertThat(company.shardsOf("DEPARTMENT", "MOD(ID, 2) = 1"))
                .isNotEmpty()
                .containsOnly("europe");
        assertThat(company.shardsOf("TEAM", "DEPARTMENT_ID = 2")).hasSize(2).containsOnly("asia");
        assertThat(company.shardsOf("PROJECT", "PROJ_ID < 3")).hasSize(2).containsOnly("north_america");
        assertThat(company.shardsOf("MILESTONE", "PROJECT_PROJ_ID = 4"))
                .hasSize(2)
                .containsOnly("asia");
        assertThat(company.shardsOf("TITLE", "CODE = 'ENG'"))
                .containsExactly("north_america", "asia", "europe", "south_america");
    }

    @Test
    void find_byAnIdThatHoldsTheShardKey_asksOneShard() {
        Employee found = find(em -> em.find(Employee.class, TORONTO_1));
        assertThat(found.lastName).isEqualTo("Name K");
        assertThat(company.counts()).doesNotContainKeys("asia", "europe");
        Employee missing = find(em -> em.find(Employee.class, new EmployeeId(99, "Toronto")));
        assertThat(missing).isNull();
        assertThat(company.counts()).containsEntry("south_america", 1).doesNotContainKeys("asia", "europe");
    }

    @Test
    void find_byTheShardKeyAsTheId_asksOneShard() {
        assertThat(find(em -> em.find(Department.class, 2)).name).isEqualTo("Research");
        assertThat(company.counts().keySet()).containsExactly("asia");
        assertThat(find(em -> em.find(Project.class, 6)).name).isEqualTo("Project A");
        assertThat(company.counts().keySet()).containsExactly("europe");
        assertThat(find(em -> em.find(Site.class, "x")).floors).isZero();
        assertThat(company.counts().keySet()).hasSize(1);
        assertThat(find(em -> em.find(Vault.class, 2)).secret).isEqualTo("silver");
        assertThat(company.counts()).isEqualTo(Map.of("asia", 1));
        assertThat(find(em -> em.find(Title.class, "CLK")).name).isEqualTo("Clerk");
        assertThat(company.counts()).isEqualTo(Map.of("north_america", 1));
    }

    @Test
    void find_byAnIdOfAChild_isAmbiguousOrOneOfItsShard() {
        try (EntityManager em = company.sharded().emf().createEntityManager()) {
            assertThatThrownBy(() -> em.find(Milestone.class, 1L)).hasStackTraceContaining("MERIDIAN-017");
            Milestone asian = em.find(Milestone.class, ShardedKey.of("asia", 1L));
            assertThat(asian.project().id).isEqualTo(3);
            assertThat(Sharding.of(em).keyOf(asian)).isEqualTo(ShardedKey.of("asia", 1L));
            Phone phone = em.find(Phone.class, new PhoneId(702, "home"));
            assertThat(phone.owner().city).isEqualTo("Toronto");
        }
    }

    @ParameterizedTest
    @CsvSource({"Ottawa, europe", "Toronto, south_america", "Hull, north_america"})
    void employee_fromPersistToRemove_isWrittenInOneShard(String city, String shard) {
        EmployeeId id = new EmployeeId(20, city);
        commit(
                shard,
                em -> em.persist(new Employee(20, city, "New", "10", null)
                        .phone("home", "1")
                        .address("1 Low Street")));
        commit(shard, em -> {
            Employee employee = em.find(Employee.class, id);
            employee.rename("Changed");
            employee.earn("1.25");
            employee.phone("fax", "2").phones().remove(0);
            employee.address().rename("2 High Street");
        });
        commit(shard, em -> em.find(Employee.class, id).leaveAddress());
        commit(shard, em -> em.remove(em.find(Employee.class, id)));
        assertThat(company.shardsOf("PHONE", "OWNER_NO = 20")).isEmpty();
    }

    @Test
    void remove_cascades_withinTheShard() {
        change(em -> {
            em.remove(em.find(Employee.class, OTTAWA_1));
            em.remove(em.find(Project.class, 3));
            em.remove(em.find(Department.class, 2));
            em.flush();
            return em.find(Employee.class, OTTAWA_1);
        });
    }

    @Test
    void orphan_ofACollection_isDeletedInItsShard() {
        change(em -> {
            Department department = em.find(Department.class, 1);
            Team removed = department.teams().remove(0);
            em.flush();
            return List.of(removed, department.teams());
        });
        assertThat(company.shardsOf("TEAM", "DEPARTMENT_ID = 1")).hasSize(2).containsOnly("europe");
    }

    @Test
    void merge_ofADetachedEmployee_updatesItsRow() {
        change(em -> {
            Employee employee = em.find(Employee.class, TORONTO_1);
            assertThat(employee.phones()).isNotEmpty();
            em.clear();
            employee.rename("Merged");
            employee.phone("mobile", "55-9");
            Employee merged = em.merge(employee);
            em.flush();
            return List.of(merged, merged.phones());
        });
    }

    @Test
    void merge_ofAnEmployeeMadeByHand_findsItsRowByTheKeyInItsId() {
        change(em -> {
            Employee copy = new Employee(2, "Ottawa", "By hand", "77", null);
            copy.version = 1;
            Employee merged = em.merge(copy);
            em.flush();
            return merged;
        });
    }

    @Test
    void merge_ofANewEmployee_insertsIntoTheShardOfItsCity() {
        String shard = "south_america";
        commit(shard, em -> em.merge(new Employee(50, "Toronto", "New", "1", null).phone("home", "55-50")));
        assertThat(company.shardsOf("PHONE", "OWNER_NO = 50")).containsExactly(shard);
        commit(shard, em -> em.remove(em.find(Employee.class, new EmployeeId(50, "Toronto"))));
    }

    @Test
    void refreshAndLock_ofOneObject_askItsShard() {
        change(em -> {
            Project project = em.find(Project.class, 5);
            project.rename("not this");
            em.refresh(project);
            em.lock(project, LockModeType.PESSIMISTIC_WRITE);
            em.lock(project, LockModeType.OPTIMISTIC_FORCE_INCREMENT);
            em.flush();
            return project;
        });
    }

    @Test
    void staleVersion_isAnOptimisticLockException() throws Exception {
        try (EntityManager em = company.sharded().emf().createEntityManager()) {
            em.getTransaction().begin();
            Employee employee = em.find(Employee.class, OTTAWA_1);
            company.sharded().execute("europe", "UPDATE EMPLOYEE SET VERSION = 7 WHERE EMP_NO = 1");
            employee.rename("too late");
            assertThatThrownBy(em::flush).isInstanceOf(OptimisticLockException.class);
            em.getTransaction().rollback();
            company.sharded().execute("europe", "UPDATE EMPLOYEE SET VERSION = 1 WHERE EMP_NO = 1");
        }
    }

    @Test
    void changesInSeveralShards_rolledBack_leaveAllAsItWas() {
        change(em -> {
            em.find(Employee.class, OTTAWA_1).rename("gone");
            em.remove(em.find(Employee.class, TORONTO_1));
            em.persist(new Employee(70, "Hull", "gone", "1", em.find(Title.class, "ENG")).phone("home", "7"));
            em.find(Project.class, 3).milestones().clear();
            return "";
        });
    }

    @Test
    void changeOfAReferenceEntity_isSeenByAJoinInEveryShard() {
        change(em -> {
            em.find(Title.class, "ENG").rename("Inventor");
            em.flush();
            return em.createQuery(
                            "SELECT e.lastName FROM Employee e WHERE e.title.name = 'Inventor' ORDER BY e.lastName")
                    .getResultList();
        });
    }

    @Test
    void loadedRelations_areThoseOfOneDatabase() {
        company.tryOut(em -> {
            List<Object> seen = new ArrayList<>();
            for (Employee employee :
                    em.createQuery(EVERYTHING.get(0), Employee.class).getResultList()) {
                seen.add(employee);
                seen.add(employee.title());
                seen.add(employee.address());
                seen.add(
                        employee.phones().stream().map(Phone::toString).sorted().toList());
            }
            for (Department department :
                    em.createQuery(EVERYTHING.get(3), Department.class).getResultList()) {
                seen.add(List.copyOf(department.teams()));
            }
            for (Project project :
                    em.createQuery(EVERYTHING.get(5), Project.class).getResultList()) {
                seen.add(project.milestones().stream()
                        .map(Milestone::toString)
                        .sorted()
                        .toList());
            }
            return seen;
        });
    }

    private <T> T find(Function<EntityManager, T> work) {
        return company.tryOut(work);
    }
}
