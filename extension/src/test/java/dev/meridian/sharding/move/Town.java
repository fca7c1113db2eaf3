package dev.meridian.sharding.move;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.TableGenerator;
import jakarta.persistence.Version;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.jspecify.annotations.Nullable;

/** A root whose ids, as those of all that is stored with it, are unique over all shards. */
@Entity
@Partitioned("TownsByContinent")
@ValuePartitioning(
        name = "TownsByContinent",
        partitionColumn = @Column(name = "CONTINENT"),
        partitionValueType = String.class,
        partitions = {
            @ValuePartition(value = "North America", connectionPool = "north_america"),
            @ValuePartition(value = "Asia", connectionPool = "asia"),
            @ValuePartition(value = "Oceania", connectionPool = "asia"),
            @ValuePartition(value = "Europe", connectionPool = "europe"),
            @ValuePartition(value = "South America", connectionPool = "south_america")
        })
public class Town {

    @Id
    @GeneratedValue(strategy = GenerationType.TABLE, generator = "towns")
    @TableGenerator(name = "towns", table = "IDS", pkColumnValue = "towns", allocationSize = 50)
    private @Nullable Long id;

    @Column(nullable = false, length = 30)
    private @Nullable String continent;

    private @Nullable String name;

    private @Nullable LocalDateTime founded;

    @Version
    private int version;

    @OneToMany(mappedBy = "town", cascade = CascadeType.ALL, orphanRemoval = true)
    private List<Sensor> sensors = new ArrayList<>();

    protected Town() {}

    public Town(String continent, String name) {
        this.continent = continent;
        this.name = name;
        this.founded = LocalDateTime.of(1457, 2, 3, 4, 5, 6, 789_012_000);
    }

    public Long getId() {
        return java.util.Objects.requireNonNull(id);
    }

    void setId(Long id) {
        this.id = id;
    }

    public @Nullable String getContinent() {
        return continent;
    }

    public void setContinent(String continent) {
        this.continent = continent;
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public @Nullable LocalDateTime getFounded() {
        return founded;
    }

    void setVersion(int version) {
        this.version = version;
    }

    public int getVersion() {
        return version;
    }

    /** The live list. */
    public List<Sensor> getSensors() {
        return sensors;
    }

    /** A new sensor, on both sides. */
    public Sensor sensor(int level) {
        Sensor sensor = new Sensor(this, level);
        sensors.add(sensor);
        return sensor;
    }
}
