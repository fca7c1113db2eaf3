package dev.meridian.sharding.outside;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import jakarta.persistence.TableGenerator;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;

/**
 * Employees and projects that are related as in EclipseLink's own model, many to many, and stored with the branch that they
 * belong to. What is woven must be changed by methods of the entity itself.
 */
public final class Workforce {

    static final Class<?>[] ENTITIES = {
        Branch.class, Worker.class, Skill.class, Venture.class, LargeVenture.class, SmallVenture.class
    };

    private Workforce() {}

    @Entity(name = "Branch")
    @Table(name = "BRANCH")
    @Partitioned("ByTown")
    @ValuePartitioning(
            name = "ByTown",
            partitionColumn = @Column(name = "TOWN"),
            unionUnpartitionableQueries = true,
            partitions = {
                @ValuePartition(value = "Ottawa", connectionPool = "europe"),
                @ValuePartition(value = "Toronto", connectionPool = "south_america"),
                @ValuePartition(value = "Hull", connectionPool = "europe"),
                @ValuePartition(value = "Kingston", connectionPool = "default"),
                @ValuePartition(value = "Perth", connectionPool = "asia")
            })
    static class Branch {
        @Id
        @GeneratedValue(strategy = GenerationType.TABLE, generator = "branches")
        @TableGenerator(name = "branches", allocationSize = 20)
        Integer id;

        @Column(length = 20, nullable = false)
        String town;

        @OneToMany(mappedBy = "branch", cascade = CascadeType.ALL)
        List<Worker> workers = new ArrayList<>();

        @OneToMany(mappedBy = "branch", cascade = CascadeType.ALL)
        List<Venture> ventures = new ArrayList<>();

        protected Branch() {}

        Branch(String town) {
            this.town = town;
        }

        Worker hire(String name, String salary) {
            Worker worker = new Worker(this, name, salary);
            workers.add(worker);
            return worker;
        }

        <T extends Venture> T start(T venture, Worker leader) {
            venture.start(this, leader);
            ventures.add(venture);
            return venture;
        }

        @Override
        public String toString() {
            return "branch " + town;
        }
    }

    @Embeddable
    static class Skill {
        @Column(name = "SKILL", length = 20)
        String name;

        int grade;

        protected Skill() {}

        Skill(String name, int grade) {
            this.name = name;
            this.grade = grade;
        }
    }

    /** With a salary in a further table, a manager, responsibilities in an order, skills, and projects. */
    @Entity(name = "Worker")
    @Table(name = "WORKER")
    @SecondaryTable(name = "WORKER_SALARY")
    @ColocatedWith("branch")
    static class Worker {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        @Version
        int version;

        @Column(length = 30)
        String name;

        @Column(table = "WORKER_SALARY")
        BigDecimal salary;

        @ManyToOne(fetch = FetchType.LAZY)
        Branch branch;

        @ManyToOne(fetch = FetchType.LAZY)
        Worker manager;

        @OneToMany(mappedBy = "manager")
        Set<Worker> managed = new HashSet<>();

        @ElementCollection
        @CollectionTable(name = "RESPONSIBILITY")
        @Column(name = "DUTY", length = 40)
        @OrderColumn(name = "PLACE")
        List<String> duties = new ArrayList<>();

        @ElementCollection
        @CollectionTable(name = "WORKER_SKILL")
        Set<Skill> skills = new HashSet<>();

        @ManyToMany
        @JoinTable(
                name = "WORKER_VENTURE",
                joinColumns = @JoinColumn(name = "WORKER"),
                inverseJoinColumns = @JoinColumn(name = "VENTURE"))
        Set<Venture> ventures = new HashSet<>();

        protected Worker() {}

        Worker(Branch branch, String name, String salary) {
            this.branch = branch;
            this.name = name;
            this.salary = new BigDecimal(salary);
        }

        Worker managedBy(Worker newManager) {
            manager = newManager;
            newManager.managed.add(this);
            return this;
        }

        Worker duty(String... some) {
            duties.addAll(List.of(some));
            return this;
        }

        void dropDuty(int place) {
            duties.remove(place);
        }

        Worker skill(String skill, int grade) {
            skills.add(new Skill(skill, grade));
            return this;
        }

        Worker join(Venture venture) {
            ventures.add(venture);
            venture.members().add(this);
            return this;
        }

        void leave(Venture venture) {
            ventures.remove(venture);
            venture.members().remove(this);
        }

        void leaveAll() {
            List.copyOf(ventures).forEach(this::leave);
        }

        Branch branch() {
            return branch;
        }

        @Override
        public String toString() {
            return "worker " + name + " v" + version + " " + salary;
        }
    }

    @Entity(name = "Venture")
    @Table(name = "VENTURE")
    @Inheritance(strategy = InheritanceType.JOINED)
    @ColocatedWith("branch")
    static class Venture {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        @Column(length = 30)
        String name;

        @ManyToOne(fetch = FetchType.LAZY)
        Branch branch;

        @ManyToOne(fetch = FetchType.LAZY)
        Worker leader;

        @ManyToMany(mappedBy = "ventures")
        Set<Worker> members = new HashSet<>();

        protected Venture() {}

        Venture(String name) {
            this.name = name;
        }

        void start(Branch newBranch, Worker newLeader) {
            branch = newBranch;
            leader = newLeader;
        }

        void lead(Worker newLeader) {
            leader = newLeader;
        }

        Set<Worker> members() {
            return members;
        }

        @Override
        public String toString() {
            return "venture " + name;
        }
    }

    @Entity(name = "LargeVenture")
    @Table(name = "LARGE_VENTURE")
    static class LargeVenture extends Venture {
        BigDecimal budget;

        protected LargeVenture() {}

        LargeVenture(String name, String budget) {
            super(name);
            this.budget = new BigDecimal(budget);
        }

        @Override
        public String toString() {
            return "large " + name + " " + budget;
        }
    }

    @Entity(name = "SmallVenture")
    @Table(name = "SMALL_VENTURE")
    static class SmallVenture extends Venture {
        int weeks;

        protected SmallVenture() {}

        SmallVenture(String name, int weeks) {
            super(name);
            this.weeks = weeks;
        }

        @Override
        public String toString() {
            return "small " + name + " " + weeks;
        }
    }
}
