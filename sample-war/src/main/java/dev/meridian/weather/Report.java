package dev.meridian.weather;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** What the weather was in a city, stored beside the city. Its id is the shard's own and repeats in other shards. */
@Entity
@Table(name = "REPORT")
@ColocatedWith("location")
public class Report {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "LOCATION_ID", nullable = false)
    private WeatherLocation location;

    private double temperature;

    @Column(name = "REPORT_TIME", nullable = false)
    private LocalDateTime reportTime;

    /** For Jakarta Persistence alone. */
    @SuppressWarnings("NullAway.Init")
    protected Report() {}

    /** A new report. */
    public Report(WeatherLocation location, double temperature, LocalDateTime reportTime) {
        this.location = location;
        this.temperature = temperature;
        this.reportTime = reportTime;
    }

    public @Nullable Long getId() {
        return id;
    }

    public WeatherLocation getLocation() {
        return location;
    }

    /** Degrees Celsius. */
    public double getTemperature() {
        return temperature;
    }

    public LocalDateTime getReportTime() {
        return reportTime;
    }
}
