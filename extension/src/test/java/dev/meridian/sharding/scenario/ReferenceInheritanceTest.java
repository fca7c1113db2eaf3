package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SecondaryTable;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ReplicationPartitioning;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reference entities that inherit in one table; with several tables they are refused. */
class ReferenceInheritanceTest {

    @Entity(name = "Fee")
    @Inheritance
    @Partitioned("FeesEverywhere")
    @ReplicationPartitioning(name = "FeesEverywhere")
    static class Fee {
        @Id
        long id;

        String name;

        protected Fee() {}

        Fee(long id, String name) {
            this.id = id;
            this.name = name;
        }

        @Override
        public String toString() {
            return getClass().getSimpleName() + " " + name;
        }
    }

    @Entity(name = "Surcharge")
    static class Surcharge extends Fee {
        int percent;

        protected Surcharge() {}

        Surcharge(long id, String name, int percent) {
            super(id, name);
            this.percent = percent;
        }

        @Override
        public String toString() {
            return super.toString() + " " + percent;
        }
    }

    @Entity(name = "Bill")
    @Partitioned("BillByContinent")
    @ValuePartitioning(
            name = "BillByContinent",
            partitionColumn = @Column(name = "CONTINENT"),
            partitions = {
                @ValuePartition(value = "Asia", connectionPool = "asia"),
                @ValuePartition(value = "Europe", connectionPool = "europe"),
                @ValuePartition(value = "North America", connectionPool = "north_america"),
                @ValuePartition(value = "South America", connectionPool = "south_america")
            })
    static class Bill {
        @Id
        long id;

        String continent;

        @ManyToOne
        Fee fee;

        @ManyToOne
        Surcharge surcharge;

        protected Bill() {}

        Bill(long id, String continent, Fee fee, Surcharge surcharge) {
            this.id = id;
            this.continent = continent;
            this.fee = fee;
            this.surcharge = surcharge;
        }

        @Override
        public String toString() {
            return id + " " + fee + ", " + surcharge;
        }
    }

    @Entity(name = "Wide")
    @SecondaryTable(name = "WIDER")
    @Partitioned("FeesEverywhere")
    static class Wide {
        @Id
        long id;

        @Column(table = "WIDER")
        String more;
    }

    @Entity(name = "Levy")
    @Inheritance(strategy = InheritanceType.JOINED)
    @Partitioned("FeesEverywhere")
    static class Levy {
        @Id
        long id;
    }

    @Entity(name = "Toll")
    static class Toll extends Levy {
        int axles;
    }

    private BesideOneDatabase both;

    @BeforeEach
    void store() {
        both = new BesideOneDatabase(DatabaseKind.DERBY, Fee.class, Surcharge.class, Bill.class);
        both.write(em -> {
            Fee base = new Fee(1, "base");
            Surcharge night = new Surcharge(2, "night", 20);
            Stream.of(base, night, new Bill(1, "Asia", base, night), new Bill(2, "Europe", night, null))
                    .forEach(em::persist);
        });
    }

    @AfterEach
    void close() {
        both.close();
    }

    @Test
    void rows_ofEachClass_areInEachShard() {
        assertThat(both.shardsOf("FEE", "PERCENT = 20")).isEqualTo(ShardedUnit.SHARDS);
        both.ask("SELECT f FROM Fee f ORDER BY f.id");
        assertThat(both.counts()).isEqualTo(Map.of("north_america", 1));
        both.ask("SELECT s FROM Surcharge s WHERE s.percent > 10");
        both.ask("SELECT b FROM Bill b ORDER BY b.id");
        both.ask("SELECT b.id FROM Bill b WHERE TYPE(b.fee) = Surcharge");
        both.ask("SELECT b.id FROM Bill b WHERE b.surcharge.percent = 20");
        assertThat(both.counts()).isEqualTo(Map.of("north_america", 1, "asia", 1, "europe", 1, "south_america", 1));
        both.execute("UPDATE Surcharge s SET s.percent = 30", "SELECT f FROM Fee f ORDER BY f.id");
        both.tryOut(em -> List.of(em.find(Fee.class, 2L), em.find(Surcharge.class, 2L)));
    }

    @Test
    void difference_inASubclassesColumn_isFoundAndRepaired() throws SQLException {
        both.sharded().execute("asia", "UPDATE FEE SET PERCENT = 99 WHERE ID = 2");
        both.sharded().execute("europe", "UPDATE BILL SET FEE_ID = 1", "DELETE FROM FEE WHERE ID = 2");
        try (var em = both.sharded().emf().createEntityManager()) {
            assertThat(Sharding.of(em).checkReference(em, Fee.class).isSame()).isFalse();
            em.getTransaction().begin();
            Sharding.of(em).repairReference(em, Surcharge.class, "north_america");
            em.getTransaction().commit();
            assertThat(Sharding.of(em).checkReference(em, Surcharge.class).isSame())
                    .isTrue();
        }
        assertThat(both.shardsOf("FEE", "PERCENT = 20 AND DTYPE = 'Surcharge'")).isEqualTo(ShardedUnit.SHARDS);
    }

    @Test
    void severalTables_areRefused() {
        assertThatThrownBy(() -> ShardedUnit.with(Fee.class, Surcharge.class, Wide.class, Levy.class, Toll.class)
                        .open())
                .hasStackTraceContaining("MERIDIAN-053 Wide uses several tables as a reference entity")
                .hasStackTraceContaining("MERIDIAN-053 Toll uses several tables as a reference entity");
    }
}
