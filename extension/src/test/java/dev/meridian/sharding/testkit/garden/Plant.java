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

/** Stored with its bed, which is stored with its garden. */
@Entity
@Table(name = "PLANT")
@ColocatedWith("bed")
public class Plant {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Column(length = 30)
    private @Nullable String name;

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable Bed bed;

    @OneToMany(mappedBy = "plant", cascade = CascadeType.ALL)
    @BatchFetch(BatchFetchType.IN)
    private List<Leaf> leaves = new ArrayList<>();

    protected Plant() {}

    public Plant(@Nullable Bed bed, String name) {
        this.bed = bed;
        this.name = name;
    }

    /** Null until it is written. */
    public @Nullable Long getId() {
        return id;
    }

    public @Nullable String getName() {
        return name;
    }

    public @Nullable Bed getBed() {
        return bed;
    }

    /** The live list. */
    public List<Leaf> getLeaves() {
        return leaves;
    }

    /** A new leaf of this plant, on both sides; persisted with it. */
    public void leaf(String name) {
        leaves.add(new Leaf(this, name));
    }
}
