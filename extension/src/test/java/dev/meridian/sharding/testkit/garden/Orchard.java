package dev.meridian.sharding.testkit.garden;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.MapKey;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
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

/** A root with every kind of relation to its trees; its ids may repeat between shards. */
@Entity
@Table(name = "ORCHARD")
@Partitioned("ByLandOfOrchard")
@ValuePartitioning(
        name = "ByLandOfOrchard",
        partitionColumn = @Column(name = "LAND"),
        partitionValueType = String.class,
        partitions = {
            @ValuePartition(value = "Canada", connectionPool = "north_america"),
            @ValuePartition(value = "Japan", connectionPool = "asia"),
            @ValuePartition(value = "Korea", connectionPool = "asia"),
            @ValuePartition(value = "France", connectionPool = "europe")
        })
public class Orchard {

    @Id
    private int id;

    @Column(nullable = false, length = 20)
    private @Nullable String land;

    @Column(length = 30)
    private @Nullable String name;

    @OneToMany(mappedBy = "orchard", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderColumn(name = "PLACE")
    private List<Tree> trees = new ArrayList<>();

    @OneToMany(mappedBy = "orchard")
    @MapKey(name = "name")
    private Map<String, Tree> byName = new HashMap<>();

    @OneToMany
    @JoinTable(name = "ORCHARD_BEST")
    @OrderColumn(name = "PLACE")
    private List<Tree> best = new ArrayList<>();

    @OneToMany
    @JoinColumn(name = "SHOWN_ID")
    private Set<Tree> shown = new HashSet<>();

    @ManyToMany
    @JoinTable(name = "ORCHARD_ROLE")
    @MapKeyColumn(name = "ROLE", length = 20)
    private Map<String, Tree> roles = new HashMap<>();

    @ManyToMany
    @JoinTable(name = "ORCHARD_STYLE")
    private Set<Style> styles = new HashSet<>();

    @OneToOne(fetch = FetchType.LAZY)
    @JoinTable(name = "ORCHARD_OLDEST")
    private @Nullable Tree oldest;

    protected Orchard() {}

    public Orchard(int id, String land, String name) {
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

    /** The live list, in its own order. */
    public List<Tree> getTrees() {
        return trees;
    }

    /** The same trees by their names. */
    public Map<String, Tree> getByName() {
        return byName;
    }

    /** The live list, in its own order. */
    public List<Tree> getBest() {
        return best;
    }

    /** The live set. */
    public Set<Tree> getShown() {
        return shown;
    }

    /** The live map. */
    public Map<String, Tree> getRoles() {
        return roles;
    }

    /** The live set. */
    public Set<Style> getStyles() {
        return styles;
    }

    public @Nullable Tree getOldest() {
        return oldest;
    }

    public void setOldest(@Nullable Tree oldest) {
        this.oldest = oldest;
    }

    /** A new tree of this orchard, on both sides; persisted with it. */
    public Tree tree(String name) {
        Tree tree = new Tree(this, name);
        trees.add(tree);
        return tree;
    }
}
