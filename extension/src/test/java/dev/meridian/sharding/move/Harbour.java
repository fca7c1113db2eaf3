package dev.meridian.sharding.move;

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
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.TableGenerator;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.jspecify.annotations.Nullable;

/** A root with rows in several tables, and with relations to its ships beside their co-location. */
@Entity
@Inheritance(strategy = InheritanceType.JOINED)
@SecondaryTable(name = "HARBOUR_DEPTH")
@Partitioned("HarboursByContinent")
@ValuePartitioning(
        name = "HarboursByContinent",
        partitionColumn = @Column(name = "CONTINENT"),
        partitions = {
            @ValuePartition(value = "North America", connectionPool = "north_america"),
            @ValuePartition(value = "Asia", connectionPool = "asia"),
            @ValuePartition(value = "Oceania", connectionPool = "asia"),
            @ValuePartition(value = "Europe", connectionPool = "europe"),
            @ValuePartition(value = "South America", connectionPool = "south_america")
        })
public class Harbour {

    /** One with more columns, in a further table. */
    @Entity(name = "FreeHarbour")
    public static class FreeHarbour extends Harbour {
        private @Nullable String law;

        @OneToOne(fetch = FetchType.LAZY)
        private @Nullable Ship guard;

        protected FreeHarbour() {}

        FreeHarbour(String continent, String law) {
            super(continent, 20);
            this.law = law;
        }

        @Nullable String getLaw() {
            return law;
        }

        @Nullable Ship getGuard() {
            return guard;
        }

        void setGuard(@Nullable Ship guard) {
            this.guard = guard;
        }
    }

    /** An element that is more than a value. */
    @Embeddable
    public static class Crane {
        private int height;
        private @Nullable String maker;

        protected Crane() {}

        Crane(int height, String maker) {
            this.height = height;
            this.maker = maker;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Crane crane && crane.toString().equals(toString());
        }

        @Override
        public int hashCode() {
            return toString().hashCode();
        }

        @Override
        public String toString() {
            return height + " by " + maker;
        }
    }

    @Id
    @GeneratedValue(strategy = GenerationType.TABLE, generator = "harbours")
    @TableGenerator(name = "harbours", table = "IDS", pkColumnValue = "harbours", allocationSize = 50)
    private @Nullable Long id;

    @Column(nullable = false, length = 30)
    private @Nullable String continent;

    @Column(table = "HARBOUR_DEPTH")
    private int depth;

    @Version
    private int version;

    /** Without an order, and so without a key of its rows; some signs are there twice. */
    @ElementCollection
    @CollectionTable(name = "HARBOUR_SIGN")
    private List<String> signs = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "HARBOUR_CRANE")
    @MapKeyColumn(name = "PLACE", length = 20)
    private Map<String, Crane> cranes = new HashMap<>();

    @OneToMany(mappedBy = "harbour", cascade = CascadeType.ALL)
    private List<Ship> ships = new ArrayList<>();

    @OneToOne(fetch = FetchType.LAZY)
    private @Nullable Ship oldest;

    @OneToMany
    @JoinColumn(name = "BERTH_ID")
    private Set<Ship> berthed = new HashSet<>();

    @ManyToMany
    @JoinTable(name = "HARBOUR_GUEST")
    private Set<Ship> guests = new HashSet<>();

    @ManyToMany
    @JoinTable(name = "HARBOUR_FLAG")
    private Set<Flag> flags = new HashSet<>();

    @OneToMany(mappedBy = "harbour", cascade = CascadeType.ALL)
    private List<Yard> yards = new ArrayList<>();

    protected Harbour() {}

    Harbour(String continent, int depth) {
        this.continent = continent;
        this.depth = depth;
        yards.add(new Yard(this));
    }

    Long getId() {
        return Objects.requireNonNull(id);
    }

    void setContinent(String continent) {
        this.continent = continent;
    }

    int getDepth() {
        return depth;
    }

    int getVersion() {
        return version;
    }

    List<String> getSigns() {
        return signs;
    }

    Map<String, Crane> getCranes() {
        return cranes;
    }

    List<Ship> getShips() {
        return ships;
    }

    @Nullable Ship getOldest() {
        return oldest;
    }

    void setOldest(@Nullable Ship oldest) {
        this.oldest = oldest;
    }

    Set<Ship> getBerthed() {
        return berthed;
    }

    Set<Ship> getGuests() {
        return guests;
    }

    Set<Flag> getFlags() {
        return flags;
    }

    Yard getYard() {
        return yards.get(0);
    }

    <T extends Ship> T add(T ship) {
        ship.setHarbour(this);
        ship.setYard(getYard());
        ships.add(ship);
        return ship;
    }
}
