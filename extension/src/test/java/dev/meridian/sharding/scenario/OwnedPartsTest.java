package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.ColocatedWith;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.ShardingCustomizer;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.TableGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.PrivateOwned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.junit.jupiter.api.Test;

/** Parts that are privately owned, and detached with their owner, in a unit whose customizer the JVM's properties name. */
class OwnedPartsTest {

    private static final String CUSTOMIZER = "eclipselink.session.customizer";

    @Entity(name = "Parcel")
    @Partitioned("ParcelByContinent")
    @ValuePartitioning(
            name = "ParcelByContinent",
            partitionColumn = @Column(name = "CONTINENT"),
            partitions = {
                @ValuePartition(value = "Asia", connectionPool = "asia"),
                @ValuePartition(value = "North America", connectionPool = "north_america")
            })
    static class Parcel {
        @Id
        @GeneratedValue(generator = "parcels")
        @TableGenerator(name = "parcels", allocationSize = 10)
        long id;

        @Column(nullable = false, length = 20)
        String continent;

        @OneToMany(mappedBy = "parcel", cascade = CascadeType.ALL)
        @PrivateOwned
        List<Piece> pieces = new ArrayList<>();

        protected Parcel() {}

        Parcel(String continent, int pieces) {
            this.continent = continent;
            for (int i = 0; i < pieces; i++) {
                this.pieces.add(new Piece(this));
            }
        }
    }

    @Entity(name = "Piece")
    @ColocatedWith("parcel")
    static class Piece {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        @ManyToOne
        Parcel parcel;

        protected Piece() {}

        Piece(Parcel parcel) {
            this.parcel = parcel;
        }
    }

    @Test
    void privatelyOwnedPart_takenOutOfItsList_isDeletedInItsShard() {
        withUnit((unit, em) -> {
            em.getTransaction().begin();
            Parcel parcel = em.createQuery("SELECT p FROM Parcel p WHERE p.continent = 'Asia'", Parcel.class)
                    .getSingleResult();
            parcel.pieces.remove(0);
            unit.log().clear();
            em.getTransaction().commit();
            assertThat(unit.log().counts()).isEqualTo(Map.of("asia", 1));
            assertThat(unit.log().statements("asia")).allMatch(sql -> sql.startsWith("DELETE FROM PIECE"));
            assertThat(em.createQuery("SELECT COUNT(p) FROM Piece p", Long.class)
                            .getSingleResult())
                    .isEqualTo(3L);
        });
    }

    @Test
    void detach_ofTheOwner_detachesItsPartsAndNoOthers() {
        withUnit((unit, em) -> {
            List<Parcel> all = em.createQuery("SELECT p FROM Parcel p ORDER BY p.continent", Parcel.class)
                    .getResultList();
            all.forEach(parcel -> assertThat(parcel.pieces).hasSize(2));
            em.detach(all.get(0));
            assertThat(all.get(0).pieces).noneMatch(em::contains);
            assertThat(all.get(1).pieces).allMatch(em::contains);
            assertThat(Sharding.of(em).shardOf(all.get(0).pieces.get(0))).isEqualTo("asia");
        });
    }

    private interface Work {
        void in(ShardedUnit unit, EntityManager em);
    }

    /** The unit itself says nothing of a customizer. */
    private static void withUnit(Work work) {
        System.setProperty(CUSTOMIZER, ShardingCustomizer.class.getName());
        try (ShardedUnit unit = ShardedUnit.with(Parcel.class, Piece.class)
                .withoutMeridian()
                .shards("north_america", "asia")
                .property("meridian.primary-shard", "north_america")
                .property("meridian.cross-shard-writes", "best-effort")
                .createTables()
                .open()) {
            with(unit, em -> {
                em.getTransaction().begin();
                em.persist(new Parcel("Asia", 2));
                em.persist(new Parcel("North America", 2));
                em.getTransaction().commit();
            });
            with(unit, em -> work.in(unit, em));
        } finally {
            System.clearProperty(CUSTOMIZER);
        }
    }

    private static void with(ShardedUnit unit, Consumer<EntityManager> work) {
        try (EntityManager em = unit.emf().createEntityManager()) {
            work.accept(em);
        }
    }
}
