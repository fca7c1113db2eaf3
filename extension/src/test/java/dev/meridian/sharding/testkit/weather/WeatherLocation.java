package dev.meridian.sharding.testkit.weather;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import jakarta.persistence.TableGenerator;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.jspecify.annotations.Nullable;

/** A root; Asia shares a shard with Oceania and Europe with Africa. Its ids come from a table on the primary shard. */
@Entity
@Table(name = "WEATHER_LOCATION")
@Partitioned("ByContinent")
@ValuePartitioning(
        name = "ByContinent",
        partitionColumn = @Column(name = "CONTINENT"),
        partitionValueType = String.class,
        partitions = {
            @ValuePartition(value = "North America", connectionPool = "north_america"),
            @ValuePartition(value = "Asia", connectionPool = "asia"),
            @ValuePartition(value = "Oceania", connectionPool = "asia"),
            @ValuePartition(value = "Europe", connectionPool = "europe"),
            @ValuePartition(value = "Africa", connectionPool = "europe"),
            @ValuePartition(value = "South America", connectionPool = "south_america")
        },
        unionUnpartitionableQueries = true)
public class WeatherLocation implements Serializable {
    private static final long serialVersionUID = 1L;

    @Id
    @GeneratedValue(strategy = GenerationType.TABLE, generator = "ids")
    @TableGenerator(name = "ids", table = "IDS", allocationSize = 50)
    private @Nullable Long id;

    @Column(nullable = false, length = 30)
    private @Nullable String continent;

    @Column(length = 100)
    private @Nullable String city;

    private long population;

    @OneToMany(mappedBy = "location", cascade = CascadeType.ALL)
    private List<Report> reports = new ArrayList<>();

    protected WeatherLocation() {}

    /** A new location; without a continent it has no shard. */
    public WeatherLocation(@Nullable String continent, String city) {
        this.continent = continent;
        this.city = city;
    }

    /** Null until it is persisted. */
    public @Nullable Long getId() {
        return id;
    }

    public void setId(@Nullable Long id) {
        this.id = id;
    }

    public @Nullable String getContinent() {
        return continent;
    }

    public void setContinent(@Nullable String continent) {
        this.continent = continent;
    }

    public @Nullable String getCity() {
        return city;
    }

    public void setCity(String city) {
        this.city = city;
    }

    public long getPopulation() {
        return population;
    }

    public void setPopulation(long population) {
        this.population = population;
    }

    /** The live list. */
    public List<Report> getReports() {
        return reports;
    }

    /** A new report of this location, on both sides; persisted with it. */
    public Report report(double temperature) {
        Report report = new Report(this, temperature);
        reports.add(report);
        return report;
    }
}
