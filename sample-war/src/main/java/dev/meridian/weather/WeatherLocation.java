package dev.meridian.weather;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import jakarta.persistence.TableGenerator;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.jspecify.annotations.Nullable;

/** A city, stored in the shard of its continent. City names are not unique. */
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
            @ValuePartition(value = "South America", connectionPool = "south_america"),
            @ValuePartition(value = "Antarctica", connectionPool = "south_america")
        },
        unionUnpartitionableQueries = true)
public class WeatherLocation {
    @Id
    @GeneratedValue(strategy = GenerationType.TABLE, generator = "ids")
    @TableGenerator(name = "ids", table = "IDS", allocationSize = 50)
    private @Nullable Long id;

    @Column(nullable = false, length = 30)
    private String continent;

    @Column(nullable = false, length = 100)
    private String city;

    @Column(nullable = false, length = 2)
    private String country;

    private long population;
    private double latitude;
    private double longitude;

    /** The city's number at GeoNames; null for a city that a user added. */
    @Column(name = "GEONAME_ID")
    private @Nullable Long geonameId;

    @OneToMany(mappedBy = "location", cascade = CascadeType.PERSIST)
    private List<Report> reports = new ArrayList<>();

    /** For Jakarta Persistence alone. */
    @SuppressWarnings("NullAway.Init")
    protected WeatherLocation() {}

    /** A new city, which belongs to the continent's shard as soon as it is persisted. */
    public WeatherLocation(String continent, String city, String country) {
        this.continent = continent;
        this.city = city;
        this.country = country;
    }

    public @Nullable Long getId() {
        return id;
    }

    public String getContinent() {
        return continent;
    }

    /**
     * Where the city belongs from the next flush on: if that is another shard, the city moves there. It cannot take reports
     * along, because their ids are their shard's own.
     */
    public void setContinent(String continent) {
        this.continent = continent;
    }

    public String getCity() {
        return city;
    }

    /** The country's code, two letters of ISO 3166-1. */
    public String getCountry() {
        return country;
    }

    /** The number of people; 0 where it is unknown. */
    public long getPopulation() {
        return population;
    }

    public void setPopulation(long population) {
        this.population = population;
    }

    public double getLatitude() {
        return latitude;
    }

    public double getLongitude() {
        return longitude;
    }

    /** Sets where the city lies, in degrees; north and east are positive. */
    public void setPosition(double latitude, double longitude) {
        this.latitude = latitude;
        this.longitude = longitude;
    }

    public @Nullable Long getGeonameId() {
        return geonameId;
    }

    public void setGeonameId(@Nullable Long geonameId) {
        this.geonameId = geonameId;
    }

    /** This city's reports: the live list, in no order. */
    public List<Report> getReports() {
        return reports;
    }
}
