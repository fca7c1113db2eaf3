package dev.meridian.weather;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.ConstraintMode;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/** Stored beside its city, and moves with it: its id is unique over all shards. The tests of one archive alone know it. */
@Entity
@Table(name = "FORECAST")
@ColocatedWith("location")
public class Forecast {
    @Id
    @GeneratedValue(strategy = GenerationType.TABLE, generator = "ids")
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "LOCATION_ID", foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
    private WeatherLocation location;

    private double temperature;

    protected Forecast() {}

    public Forecast(WeatherLocation location, double temperature) {
        this.location = location;
        this.temperature = temperature;
    }

    public Long getId() {
        return id;
    }

    public WeatherLocation getLocation() {
        return location;
    }

    public double getTemperature() {
        return temperature;
    }
}
