package dev.meridian.sharding.testkit.garden;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** Stored with its plant: three steps away from the garden. */
@Entity
@Table(name = "LEAF")
@ColocatedWith("plant")
public class Leaf {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Column(length = 30)
    private @Nullable String name;

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable Plant plant;

    protected Leaf() {}

    public Leaf(@Nullable Plant plant, String name) {
        this.plant = plant;
        this.name = name;
    }

    /** Null until it is written. */
    public @Nullable Long getId() {
        return id;
    }

    public @Nullable String getName() {
        return name;
    }

    public @Nullable Plant getPlant() {
        return plant;
    }
}
