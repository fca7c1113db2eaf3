package dev.meridian.sharding.testkit.garden;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.annotations.BatchFetch;
import org.eclipse.persistence.annotations.BatchFetchType;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.jspecify.annotations.Nullable;

/** A root whose ids the application assigns: they may repeat between shards. */
@Entity
@Table(name = "GARDEN")
@Partitioned("ByLand")
@ValuePartitioning(
        name = "ByLand",
        partitionColumn = @Column(name = "LAND"),
        partitionValueType = String.class,
        partitions = {
            @ValuePartition(value = "Canada", connectionPool = "north_america"),
            @ValuePartition(value = "Japan", connectionPool = "asia"),
            @ValuePartition(value = "France", connectionPool = "europe")
        })
public class Garden {

    /** The shards that the lands are mapped to; the first is the primary. */
    public static final List<String> SHARDS = List.of("north_america", "asia", "europe");

    @Id
    private int id;

    @Column(nullable = false, length = 20)
    private @Nullable String land;

    @Column(length = 30)
    private @Nullable String name;

    @OneToMany(mappedBy = "garden", cascade = CascadeType.ALL)
    private List<Bed> beds = new ArrayList<>();

    @OneToOne(mappedBy = "garden", cascade = CascadeType.ALL)
    @BatchFetch(BatchFetchType.JOIN)
    private @Nullable Gate gate;

    protected Garden() {}

    public Garden(int id, String land, String name) {
        this.id = id;
        this.land = land;
        this.name = name;
    }

    public int getId() {
        return id;
    }

    public @Nullable String getLand() {
        return land;
    }

    public @Nullable String getName() {
        return name;
    }

    /** The live list. */
    public List<Bed> getBeds() {
        return beds;
    }

    public @Nullable Gate getGate() {
        return gate;
    }

    /** A new bed of this garden, on both sides; persisted with it. */
    public Bed bed(String name) {
        Bed bed = new Bed(this, name);
        beds.add(bed);
        return bed;
    }

    /** A new gate of this garden, on both sides; persisted with it. */
    public void gate(String name) {
        gate = new Gate(this, name);
    }
}
