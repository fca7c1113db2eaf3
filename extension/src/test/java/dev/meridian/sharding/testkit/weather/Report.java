package dev.meridian.sharding.testkit.weather;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Stored with its location. Its ids come from the shard's own IDENTITY column and repeat in other shards. */
@Entity
@Table(name = "REPORT")
@ColocatedWith("location")
public class Report implements Serializable {
    private static final long serialVersionUID = 1L;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "LOCATION_ID")
    private @Nullable WeatherLocation location;

    private double temperature;

    protected Report() {}

    /** A new report; without a location it has no shard. */
    public Report(@Nullable WeatherLocation location, double temperature) {
        this.location = location;
        this.temperature = temperature;
    }

    /** Null until it is written. */
    public @Nullable Long getId() {
        return id;
    }

    public void setId(@Nullable Long id) {
        this.id = id;
    }

    public @Nullable WeatherLocation getLocation() {
        return location;
    }

    public void setLocation(@Nullable WeatherLocation location) {
        this.location = location;
    }

    public double getTemperature() {
        return temperature;
    }

    public void setTemperature(double temperature) {
        this.temperature = temperature;
    }
}
