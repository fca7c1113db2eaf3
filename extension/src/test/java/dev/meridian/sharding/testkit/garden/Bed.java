package dev.meridian.sharding.testkit.garden;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.annotations.BatchFetch;
import org.eclipse.persistence.annotations.BatchFetchType;
import org.jspecify.annotations.Nullable;

/** Stored with its garden. Its ids come from the shard's own IDENTITY column and repeat in other shards. */
@Entity
@Table(name = "BED")
@ColocatedWith("garden")
public class Bed {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Column(length = 30)
    private @Nullable String name;

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable Garden garden;

    @OneToMany(mappedBy = "bed", cascade = CascadeType.ALL)
    @BatchFetch(BatchFetchType.JOIN)
    private List<Plant> plants = new ArrayList<>();

    protected Bed() {}

    public Bed(@Nullable Garden garden, String name) {
        this.garden = garden;
        this.name = name;
    }

    /** Null until it is written. */
    public @Nullable Long getId() {
        return id;
    }

    public @Nullable String getName() {
        return name;
    }

    public @Nullable Garden getGarden() {
        return garden;
    }

    public void setGarden(@Nullable Garden garden) {
        this.garden = garden;
    }

    /** The live list. */
    public List<Plant> getPlants() {
        return plants;
    }

    /** A new plant of this bed, on both sides; persisted with it. */
    public Plant plant(String name) {
        Plant plant = new Plant(this, name);
        plants.add(plant);
        return plant;
    }
}
