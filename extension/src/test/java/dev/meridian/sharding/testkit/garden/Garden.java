package dev.meridian.sharding.testkit.garden;

import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderBy;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private @Nullable Gate gate;

    @ElementCollection
    @CollectionTable(name = "GARDEN_TAG", joinColumns = @JoinColumn(name = "GARDEN_ID"))
    @Column(name = "TAG", length = 20)
    private Set<String> tags = new HashSet<>();

    @ElementCollection
    @CollectionTable(name = "GARDEN_TASK", joinColumns = @JoinColumn(name = "GARDEN_ID"))
    @OrderColumn(name = "POSITION")
    @Column(name = "TASK", length = 20)
    private List<String> tasks = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "GARDEN_PATH", joinColumns = @JoinColumn(name = "GARDEN_ID"))
    @OrderBy("meters")
    private List<Path> paths = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "GARDEN_COUNT", joinColumns = @JoinColumn(name = "GARDEN_ID"))
    @MapKeyColumn(name = "THING", length = 20)
    @Column(name = "AMOUNT")
    private Map<String, Integer> counts = new HashMap<>();

    @ElementCollection
    @CollectionTable(name = "GARDEN_WAY", joinColumns = @JoinColumn(name = "GARDEN_ID"))
    @MapKeyColumn(name = "DIRECTION", length = 20)
    private Map<String, Path> ways = new HashMap<>();

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

    /** The live set. */
    public Set<String> getTags() {
        return tags;
    }

    /** The live list, in its own order. */
    public List<String> getTasks() {
        return tasks;
    }

    /** The live list, the shortest first. */
    public List<Path> getPaths() {
        return paths;
    }

    /** The live map. */
    public Map<String, Integer> getCounts() {
        return counts;
    }

    /** The live map. */
    public Map<String, Path> getWays() {
        return ways;
    }
}
