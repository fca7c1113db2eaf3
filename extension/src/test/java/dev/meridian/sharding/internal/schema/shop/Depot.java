package dev.meridian.sharding.internal.schema.shop;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import jakarta.persistence.TableGenerator;
import jakarta.persistence.UniqueConstraint;
import java.util.List;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.jspecify.annotations.Nullable;

/** A root with a unique constraint and an index. */
@Entity
@Table(
        name = "DEPOT",
        uniqueConstraints =
                @UniqueConstraint(
                        name = "DEPOT_CODE",
                        columnNames = {"CONTINENT", "CODE"}),
        indexes = @Index(name = "DEPOT_BY_CITY", columnList = "CITY"))
@Partitioned("DepotByContinent")
@ValuePartitioning(
        name = "DepotByContinent",
        partitionColumn = @Column(name = "CONTINENT"),
        partitionValueType = String.class,
        partitions = {
            @ValuePartition(value = "North America", connectionPool = "north_america"),
            @ValuePartition(value = "Asia", connectionPool = "asia"),
            @ValuePartition(value = "Europe", connectionPool = "europe")
        })
public class Depot {

    /** The shards of a unit with these entities; the first is the primary. */
    public static final List<String> SHARDS = List.of("north_america", "asia", "europe");

    @Id
    @GeneratedValue(strategy = GenerationType.TABLE, generator = "depots")
    @TableGenerator(name = "depots", table = "IDS", allocationSize = 10)
    private @Nullable Long id;

    @Column(name = "CONTINENT", nullable = false)
    private String continent = "";

    @Column(name = "CODE")
    private String code = "";

    @Column(name = "CITY")
    private String city = "";

    protected Depot() {}

    public Depot(String continent, String code) {
        this.continent = continent;
        this.code = code;
    }

    public @Nullable Long getId() {
        return id;
    }
}
