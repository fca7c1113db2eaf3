package dev.meridian.sharding.outside;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.TableGenerator;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.persistence.annotations.HashPartitioning;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.PinnedPartitioning;
import org.eclipse.persistence.annotations.RangePartition;
import org.eclipse.persistence.annotations.RangePartitioning;
import org.eclipse.persistence.annotations.ReplicationPartitioning;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;

/** The entities of a company. What is woven must be changed by methods of the entity itself. */
public final class Company {

    static final Class<?>[] ENTITIES = {
        Department.class,
        Team.class,
        Project.class,
        Milestone.class,
        Employee.class,
        Period.class,
        Address.class,
        Phone.class,
        Site.class,
        Vault.class,
        Title.class
    };

    private Company() {}

    /** The same in all shards. */
    @Entity(name = "Title")
    @Table(name = "TITLE")
    @Partitioned("Everywhere")
    @ReplicationPartitioning(name = "Everywhere")
    static class Title {
        @Id
        @Column(length = 20)
        String code;

        @Column(length = 40)
        String name;

        protected Title() {}

        Title(String code, String name) {
            this.code = code;
            this.name = name;
        }

        void rename(String newName) {
            name = newName;
        }

        @Override
        public String toString() {
            return "title " + code + " " + name;
        }
    }

    /** By the hash of an id that is generated: the shard key is not known before persist. */
    @Entity(name = "Department")
    @Table(name = "DEPARTMENT")
    @Partitioned("ByDepartment")
    @HashPartitioning(
            name = "ByDepartment",
            partitionColumn = @Column(name = "ID"),
            unionUnpartitionableQueries = true,
            connectionPools = {"asia", "europe"})
    static class Department {
        @Id
        @GeneratedValue(generator = "departments")
        @TableGenerator(name = "departments", allocationSize = 10)
        Integer id;

        @Column(length = 40)
        String name;

        @OneToMany(mappedBy = "department", cascade = CascadeType.ALL, orphanRemoval = true)
        @OrderBy("name")
        List<Team> teams = new ArrayList<>();

        protected Department() {}

        Department(String name, String... teamNames) {
            this.name = name;
            for (String team : teamNames) {
                teams.add(new Team(this, team));
            }
        }

        List<Team> teams() {
            return teams;
        }

        @Override
        public String toString() {
            return "department " + id + " " + name;
        }
    }

    @Entity(name = "Team")
    @Table(name = "TEAM")
    @ColocatedWith("department")
    static class Team {
        @Id
        @GeneratedValue(generator = "teams")
        @TableGenerator(name = "teams", allocationSize = 10)
        Integer id;

        @Column(length = 40)
        String name;

        @ManyToOne(fetch = FetchType.LAZY)
        Department department;

        protected Team() {}

        Team(Department department, String name) {
            this.department = department;
            this.name = name;
        }

        @Override
        public String toString() {
            return "team " + name;
        }
    }

    /** By ranges of an id that is generated. */
    @Entity(name = "Project")
    @Table(name = "PROJECT")
    @Partitioned("ByProjectRange")
    @RangePartitioning(
            name = "ByProjectRange",
            partitionColumn = @Column(name = "PROJ_ID"),
            partitionValueType = Integer.class,
            unionUnpartitionableQueries = true,
            partitions = {
                @RangePartition(connectionPool = "default", startValue = "0", endValue = "2"),
                @RangePartition(connectionPool = "asia", startValue = "3", endValue = "4"),
                @RangePartition(connectionPool = "europe", startValue = "5")
            })
    static class Project {
        @Id
        @Column(name = "PROJ_ID")
        @GeneratedValue(generator = "projects")
        @TableGenerator(name = "projects", allocationSize = 1)
        Integer id;

        @Version
        int version;

        @Column(length = 40)
        String name;

        BigDecimal budget;

        @OneToMany(mappedBy = "project", cascade = CascadeType.ALL, orphanRemoval = true)
        List<Milestone> milestones = new ArrayList<>();

        protected Project() {}

        Project(String name, String budget) {
            this.name = name;
            this.budget = new BigDecimal(budget);
        }

        Project milestone(String milestone, int week) {
            milestones.add(new Milestone(this, milestone, week));
            return this;
        }

        List<Milestone> milestones() {
            return milestones;
        }

        void rename(String newName) {
            name = newName;
        }

        @Override
        public String toString() {
            return "project " + id + " v" + version + " " + name + " " + budget;
        }
    }

    /** Its ids repeat between shards. */
    @Entity(name = "Milestone")
    @Table(name = "MILESTONE")
    @ColocatedWith("project")
    static class Milestone {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        @Column(length = 40)
        String name;

        int week;

        @ManyToOne(fetch = FetchType.LAZY)
        Project project;

        protected Milestone() {}

        Milestone(Project project, String name, int week) {
            this.project = project;
            this.name = name;
            this.week = week;
        }

        Project project() {
            return project;
        }

        @Override
        public String toString() {
            return "milestone " + name + " " + week;
        }
    }

    /** An employee's number is unique in its city only. */
    static class EmployeeId implements Serializable {
        private static final long serialVersionUID = 1;

        int number;
        String city;

        EmployeeId() {}

        EmployeeId(int number, String city) {
            this.number = number;
            this.city = city;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof EmployeeId id && id.number == number && Objects.equals(id.city, city);
        }

        @Override
        public int hashCode() {
            return Objects.hash(number, city);
        }
    }

    /** Public, because EclipseLink constructs records by reflection. */
    @Embeddable
    public record Period(LocalDate started, LocalDate ended) {}

    /** By a part of the id, with a default shard for what is not listed. */
    @Entity(name = "Employee")
    @Table(name = "EMPLOYEE")
    @IdClass(EmployeeId.class)
    @Partitioned("ByCity")
    @ValuePartitioning(
            name = "ByCity",
            partitionColumn = @Column(name = "CITY"),
            unionUnpartitionableQueries = true,
            defaultConnectionPool = "default",
            partitions = {
                @ValuePartition(value = "Ottawa", connectionPool = "europe"),
                @ValuePartition(value = "Toronto", connectionPool = "south_america")
            })
    @NamedQuery(
            name = "Employee.inCity",
            query = "SELECT e.number FROM Employee e WHERE e.city = :city ORDER BY e.number")
    static class Employee {
        @Id
        @Column(name = "EMP_NO")
        int number;

        @Id
        @Column(name = "CITY", length = 20)
        String city;

        @Version
        int version;

        @Column(name = "L_NAME", length = 30)
        String lastName;

        BigDecimal salary;

        /** A loose link: departments have another shard map. */
        Integer departmentId;

        /** A loose link: a manager may be in another city. */
        Integer managerNumber;

        @Embedded
        Period period;

        @ManyToOne(fetch = FetchType.LAZY)
        Title title;

        @OneToOne(mappedBy = "employee", cascade = CascadeType.ALL, orphanRemoval = true, fetch = FetchType.LAZY)
        Address address;

        @OneToMany(mappedBy = "owner", cascade = CascadeType.ALL, orphanRemoval = true)
        List<Phone> phones = new ArrayList<>();

        protected Employee() {}

        Employee(int number, String city, String lastName, String salary, Title title) {
            this.number = number;
            this.city = city;
            this.lastName = lastName;
            this.salary = salary == null ? null : new BigDecimal(salary);
            this.title = title;
            this.period = new Period(LocalDate.of(2000 + number, 1, 1), null);
        }

        EmployeeId id() {
            return new EmployeeId(number, city);
        }

        Employee phone(String type, String digits) {
            phones.add(new Phone(this, type, digits));
            return this;
        }

        Employee address(String street) {
            address = new Address(this, street);
            return this;
        }

        List<Phone> phones() {
            return phones;
        }

        Address address() {
            return address;
        }

        Title title() {
            return title;
        }

        void rename(String newName) {
            lastName = newName;
        }

        void earn(String newSalary) {
            salary = new BigDecimal(newSalary);
        }

        void leaveAddress() {
            address = null;
        }

        @Override
        public String toString() {
            return "employee " + number + " " + city + " v" + version + " " + lastName + " " + salary + " " + period;
        }
    }

    @Entity(name = "Address")
    @Table(name = "ADDRESS")
    @ColocatedWith("employee")
    static class Address {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        @Column(length = 40)
        String street;

        @OneToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "OWNER_NO", referencedColumnName = "EMP_NO")
        @JoinColumn(name = "OWNER_CITY", referencedColumnName = "CITY")
        Employee employee;

        protected Address() {}

        Address(Employee employee, String street) {
            this.employee = employee;
            this.street = street;
        }

        void rename(String newStreet) {
            street = newStreet;
        }

        @Override
        public String toString() {
            return "address " + street;
        }
    }

    static class PhoneId implements Serializable {
        private static final long serialVersionUID = 1;

        int slot;
        String type;

        PhoneId() {}

        PhoneId(int slot, String type) {
            this.slot = slot;
            this.type = type;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof PhoneId id && id.slot == slot && Objects.equals(id.type, type);
        }

        @Override
        public int hashCode() {
            return Objects.hash(slot, type);
        }
    }

    /** Its id is of two columns and repeats between shards: the slot is its owner's number. */
    @Entity(name = "Phone")
    @Table(name = "PHONE")
    @IdClass(PhoneId.class)
    @ColocatedWith("owner")
    static class Phone {
        @Id
        int slot;

        @Id
        @Column(name = "KIND", length = 10)
        String type;

        @Column(length = 20)
        String digits;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "OWNER_NO", referencedColumnName = "EMP_NO")
        @JoinColumn(name = "OWNER_CITY", referencedColumnName = "CITY")
        Employee owner;

        protected Phone() {}

        Phone(Employee owner, String type, String digits) {
            this.owner = owner;
            this.slot = owner.number + owner.city.length() * 100;
            this.type = type;
            this.digits = digits;
        }

        Employee owner() {
            return owner;
        }

        @Override
        public String toString() {
            return "phone " + type + " " + digits;
        }
    }

    /** By the hash of an id that the application assigns. */
    @Entity(name = "Site")
    @Table(name = "SITE")
    @Partitioned("BySiteName")
    @HashPartitioning(
            name = "BySiteName",
            partitionColumn = @Column(name = "SITE_NAME"),
            connectionPools = {"asia", "europe", "south_america"})
    static class Site {
        @Id
        @Column(name = "SITE_NAME", length = 200)
        String name;

        int floors;

        protected Site() {}

        Site(String name, int floors) {
            this.name = name;
            this.floors = floors;
        }

        @Override
        public String toString() {
            return "site " + name + " " + floors;
        }
    }

    /** On one shard. */
    @Entity(name = "Vault")
    @Table(name = "VAULT")
    @Partitioned("InAsia")
    @PinnedPartitioning(name = "InAsia", connectionPool = "asia")
    static class Vault {
        @Id
        int id;

        @Column(length = 20)
        String secret;

        protected Vault() {}

        Vault(int id, String secret) {
            this.id = id;
            this.secret = secret;
        }

        @Override
        public String toString() {
            return "vault " + id + " " + secret;
        }
    }
}
