package dev.meridian.sharding.outside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.outside.Company.Department;
import dev.meridian.sharding.outside.Company.Employee;
import dev.meridian.sharding.outside.Company.Project;
import dev.meridian.sharding.outside.Company.Site;
import dev.meridian.sharding.outside.Company.Title;
import dev.meridian.sharding.outside.Company.Vault;
import dev.meridian.sharding.scenario.BesideOneDatabase;
import dev.meridian.sharding.testkit.DatabaseKind;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.sessions.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of the company has the answer of one database, from no more shards than it needs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompanyQueriesTest {

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

    static void populate(EntityManager em) {
        Title engineer = new Title("ENG", "Engineer");
        Title clerk = new Title("CLK", "Clerk");
        em.persist(engineer);
        em.persist(clerk);
        for (String name : new String[] {"Sales", "Research", "Legal"}) {
            em.persist(new Department(name, name + " West", name + " East"));
        }
        String[] cities = {"Ottawa", "Toronto", "Kingston", "Hull"};
        for (int i = 0; i < 12; i++) {
            Employee employee = new Employee(
                    i / 4 + 1,
                    cities[i % 4],
                    "Name " + (char) ('L' - i % 7),
                    i % 5 == 4 ? null : (i * 37 % 11) + "00.50",
                    i % 3 == 2 ? null : i % 3 == 0 ? engineer : clerk);
            employee.departmentId = i % 3 + 1;
            employee.managerNumber = i % 4 == 3 ? null : 1;
            for (int phone = 0; phone < i % 3; phone++) {
                employee.phone(phone == 0 ? "home" : "work", "55-" + i + phone);
            }
            if (i % 2 == 0) {
                employee.address(i + " Main Street");
            }
            em.persist(employee);
        }
        for (int i = 0; i < 6; i++) {
            em.persist(new Project("Project " + (char) ('F' - i), (i % 4) + "000")
                    .milestone("start", i)
                    .milestone("end", 10 - i));
            em.flush();
        }
        for (int i = 0; i < 5; i++) {
            em.persist(new Site("x".repeat(i * 30 + 1), i));
        }
        em.persist(new Vault(1, "gold"));
        em.persist(new Vault(2, "silver"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT e FROM Employee e",
                "SELECT e FROM Employee e ORDER BY e.lastName, e.city, e.number",
                "SELECT e.lastName, e.salary FROM Employee e ORDER BY e.salary DESC, e.lastName, e.number",
                "SELECT DISTINCT e.lastName FROM Employee e ORDER BY e.lastName",
                "SELECT COUNT(e), SUM(e.salary), MIN(e.salary), MAX(e.lastName), AVG(e.salary) FROM Employee e",
                "SELECT e.city, COUNT(e) FROM Employee e GROUP BY e.city HAVING COUNT(e) > 2 ORDER BY e.city",
                "SELECT e.number, SUM(e.salary) FROM Employee e GROUP BY e.number ORDER BY e.number",
                "SELECT e.title.name, COUNT(e) FROM Employee e GROUP BY e.title.name ORDER BY e.title.name",
                "SELECT e.lastName, t.name FROM Employee e LEFT JOIN e.title t ORDER BY e.lastName, e.number, e.city",
                "SELECT e.lastName, p.digits FROM Employee e JOIN e.phones p WHERE p.type = 'home' ORDER BY p.digits",
                "SELECT e.lastName, a.street FROM Employee e LEFT JOIN e.address a ORDER BY a.street, e.lastName",
                "SELECT e.lastName FROM Employee e WHERE e.address.street LIKE '1%' ORDER BY e.lastName, e.number",
                "SELECT e FROM Employee e LEFT JOIN e.address a WHERE a IS NULL ORDER BY e.lastName, e.number, e.city",
                "SELECT DISTINCT e FROM Employee e LEFT JOIN FETCH e.phones ORDER BY e.lastName, e.number, e.city",
                "SELECT e FROM Employee e WHERE e.phones IS EMPTY ORDER BY e.lastName, e.number, e.city",
                "SELECT e FROM Employee e WHERE SIZE(e.phones) = 2 ORDER BY e.lastName, e.number, e.city",
                "SELECT e FROM Employee e WHERE EXISTS (SELECT p FROM Phone p WHERE p.owner = e AND p.type = 'work')"
                        + " ORDER BY e.number, e.city",
                "SELECT e FROM Employee e WHERE e.salary > (SELECT AVG(f.salary) FROM Employee f) ORDER BY e.number, e.city",
                "SELECT e FROM Employee e WHERE e.departmentId IN (SELECT d.id FROM Department d WHERE d.name LIKE '%al%')"
                        + " ORDER BY e.number, e.city",
                "SELECT p FROM Phone p WHERE p.owner.lastName = 'Name K' ORDER BY p.digits",
                "SELECT p FROM Phone p WHERE p.owner.period.started > {d '2001-06-01'} ORDER BY p.digits",
                "SELECT a FROM Address a WHERE a.employee.title.code = 'ENG' ORDER BY a.street",
                "SELECT d.name, COUNT(t) FROM Department d LEFT JOIN d.teams t GROUP BY d.name ORDER BY d.name",
                "SELECT t FROM Team t WHERE t.department.name <> 'Legal' ORDER BY t.name DESC",
                "SELECT p FROM Project p ORDER BY p.name",
                "SELECT p.name, SUM(m.week) FROM Project p JOIN p.milestones m GROUP BY p.name ORDER BY SUM(m.week), p.name",
                "SELECT m.week, m.project.name FROM Milestone m ORDER BY m.week, m.project.name",
                "SELECT SUM(p.budget), COUNT(DISTINCT p.budget) FROM Project p",
                "SELECT s FROM Site s ORDER BY s.floors",
                "SELECT v.secret FROM Vault v ORDER BY v.id",
                "SELECT t FROM Title t ORDER BY t.code",
                "SELECT e.city FROM Employee e WHERE e.number = 1 UNION SELECT s.name FROM Site s WHERE s.floors = 0",
                "SELECT LENGTH(e.city), COUNT(e) FROM Employee e GROUP BY LENGTH(e.city) ORDER BY LENGTH(e.city)",
            })
    void query_overSeveralShards_isAnsweredAsByOneDatabase(String jpql) {
        assertThat(company.ask(jpql)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT e.number FROM Employee e WHERE e.city = 'Kingston'| north_america",
                "SELECT COUNT(e) FROM Employee e WHERE e.city IN ('Hull', 'Kingston')| north_america",
                "SELECT d.name FROM Department d WHERE d.id = 1| europe",
                "SELECT p.id FROM Project p WHERE p.id BETWEEN 1 AND 2| north_america",
                "SELECT p.id FROM Project p WHERE p.id > 4| europe",
                "SELECT m.week FROM Milestone m WHERE m.project.id = 3| asia",
                "SELECT v FROM Vault v| asia",
                "SELECT t FROM Title t| north_america",
            })
    void query_ofOneShard_isOneStatement(String jpql, String shard) {
        assertThat(company.ask(jpql)).isNotEmpty();
        assertThat(company.counts()).isEqualTo(Map.of(shard, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT e.number FROM Employee e WHERE e.city = 'Ottawa'| europe",
                "SELECT e.number FROM Employee e WHERE e.city = 'Toronto' AND e.number = 2| south_america",
                "SELECT p.digits FROM Phone p WHERE p.owner.city = 'Toronto'| south_america",
                "SELECT a.street FROM Address a JOIN a.employee e WHERE e.city = 'Ottawa'| europe",
            })
    void query_ofAListedCity_asksItsShard(String jpql, String shard) {
        assertThat(company.ask(jpql)).isNotEmpty();
        assertThat(company.counts()).isEqualTo(countsOf(shard));
    }

    // To Derby a city with blanks behind it is the same, and would be in the default shard.
    private Map<String, Integer> countsOf(String shard) {
        return kind() == DatabaseKind.DERBY ? Map.of(shard, 1, "north_america", 1) : Map.of(shard, 1);
    }

    @Test
    void query_ofARangeWithoutItsEnd_asksTheShardsOfTheRest() {
        company.ask("SELECT p FROM Project p WHERE p.id >= 3 ORDER BY p.id");
        assertThat(company.counts()).isEqualTo(Map.of("asia", 1, "europe", 1));
    }

    @Test
    void query_ofACityThatIsNotListed_asksTheDefaultShard() {
        assertThat(company.ask("SELECT e FROM Employee e WHERE e.city = ?1", "Nowhere"))
                .isEmpty();
        assertThat(company.counts()).isEqualTo(Map.of("north_america", 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 5, 11, 12, 40})
    void page_ofAnOrderedQuery_isThatOfOneDatabase(int first) {
        company.tryOut(em -> em.createQuery("SELECT e FROM Employee e ORDER BY e.lastName, e.city, e.number")
                .setFirstResult(first)
                .setMaxResults(4)
                .getResultList());
    }

    @Test
    void namedQuery_ofOneCity_isOneStatement() {
        List<Integer> answer = company.tryOut(em -> em.createNamedQuery("Employee.inCity", Integer.class)
                .setParameter("city", "Ottawa")
                .getResultList());
        assertThat(answer).hasSize(3);
        assertThat(company.counts()).isEqualTo(countsOf("europe"));
    }

    @Test
    void criteria_ofOneCity_isOneStatement() {
        company.tryOut(em -> {
            var builder = em.getCriteriaBuilder();
            var query = builder.createQuery(String.class);
            var employee = query.from(Employee.class);
            query.select(employee.get("lastName"))
                    .where(
                            builder.equal(employee.get("city"), "Ottawa"),
                            builder.greaterThan(employee.<Integer>get("number"), 1))
                    .orderBy(builder.desc(employee.get("number")));
            return em.createQuery(query).getResultList();
        });
        assertThat(company.counts()).isEqualTo(countsOf("europe"));
    }

    @Test
    void storedEntitiesOfANativeQuery_pinnedByAHint_areOfItsShard() {
        List<?> answer = company.tryOut(em -> {
            Query query = em.createNativeQuery(
                    "SELECT * FROM EMPLOYEE WHERE CITY = 'Ottawa' ORDER BY EMP_NO", Employee.class);
            if (em.unwrap(Session.class).getProperty(Sharding.SESSION_PROPERTY) != null) {
                query.setHint("eclipselink.partitioning", "europe");
            }
            return query.getResultList();
        });
        assertThat(answer).hasSize(3);
        assertThat(company.counts()).containsOnlyKeys("europe");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE Employee e SET e.salary = e.salary + 1 WHERE e.number < 3"
                        + "| SELECT e.lastName, e.salary FROM Employee e ORDER BY e.number, e.city",
                "UPDATE Employee e SET e.lastName = 'Other' WHERE e.city = 'Toronto'"
                        + "| SELECT e.lastName FROM Employee e ORDER BY e.lastName, e.number",
                "DELETE FROM Phone p WHERE p.type = 'work'| SELECT p FROM Phone p ORDER BY p.digits",
                "DELETE FROM Milestone m WHERE m.week > 7| SELECT m FROM Milestone m ORDER BY m.week, m.name",
                "UPDATE Title t SET t.name = 'Title'| SELECT t FROM Title t ORDER BY t.code",
                "UPDATE Project p SET p.budget = 1 WHERE p.id > 2| SELECT p FROM Project p ORDER BY p.id",
            })
    void bulkStatement_changesTheSameRows(String statement, String after) {
        assertThat(company.execute(statement, after)).doesNotContain("0 changed");
    }
}
