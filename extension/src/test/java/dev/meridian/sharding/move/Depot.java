package dev.meridian.sharding.move;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.CascadeType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Stored with its town; all its relations stand in embeddables. */
@Entity
@ColocatedWith("site.town")
public class Depot {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    private @Nullable String id;

    @Embedded
    private @Nullable Site site;

    @Embedded
    private Ties ties = new Ties();

    protected Depot() {}

    public Depot(Town town) {
        this.site = new Site(town);
    }

    public String getId() {
        return Objects.requireNonNull(id);
    }

    public Site getSite() {
        return Objects.requireNonNull(site);
    }

    public void setSite(Site site) {
        this.site = site;
    }

    public Ties getTies() {
        return ties;
    }

    /** Leads to the parent. */
    @Embeddable
    public static class Site {

        @ManyToOne(fetch = FetchType.LAZY)
        private @Nullable Town town;

        @ElementCollection
        private List<String> gates = new ArrayList<>();

        protected Site() {}

        public Site(Town town) {
            this.town = town;
            gates.add("north");
        }

        public @Nullable Town getTown() {
            return town;
        }

        public void setTown(@Nullable Town town) {
            this.town = town;
        }

        /** The live list. */
        public List<String> getGates() {
            return gates;
        }
    }

    /** Leads to other depots, and to what is stored with this one. */
    @Embeddable
    public static class Ties {

        @ManyToOne(fetch = FetchType.LAZY)
        private @Nullable Depot reserve;

        @ManyToMany
        @JoinTable(
                name = "DEPOT_TIES",
                joinColumns = @JoinColumn(name = "DEPOT"),
                inverseJoinColumns = @JoinColumn(name = "OTHER"))
        private List<Depot> others = new ArrayList<>();

        @OneToMany(mappedBy = "depot", cascade = CascadeType.ALL)
        private List<Crate> crates = new ArrayList<>();

        public @Nullable Depot getReserve() {
            return reserve;
        }

        public void setReserve(@Nullable Depot reserve) {
            this.reserve = reserve;
        }

        /** The live list. */
        public List<Depot> getOthers() {
            return others;
        }

        /** The live list. */
        public List<Crate> getCrates() {
            return crates;
        }
    }

    /** Stored with its depot. */
    @Entity(name = "Crate")
    @ColocatedWith("depot")
    public static class Crate {

        @Id
        @GeneratedValue(strategy = GenerationType.UUID)
        private @Nullable String id;

        @ManyToOne(fetch = FetchType.LAZY)
        private @Nullable Depot depot;

        protected Crate() {}

        public Crate(Depot depot) {
            this.depot = depot;
            depot.getTies().getCrates().add(this);
        }

        public @Nullable Depot getDepot() {
            return depot;
        }
    }
}
