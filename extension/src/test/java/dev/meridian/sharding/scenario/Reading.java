package dev.meridian.sharding.scenario;

import dev.meridian.sharding.ColocatedWith;
import dev.meridian.sharding.testkit.weather.Report;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.QueryHint;
import org.jspecify.annotations.Nullable;

/** The child of a child: stored with its report, which is stored with its location. */
@Entity
@ColocatedWith("report")
@NamedQuery(
        name = "Reading.straightFromTheResultSet",
        query = "SELECT r FROM Reading r",
        hints = @QueryHint(name = "eclipselink.result-set-access", value = "True"))
public class Reading {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable Report report;

    private int pressure;

    protected Reading() {}

    public Reading(@Nullable Report report, int pressure) {
        this.report = report;
        this.pressure = pressure;
    }

    /** Null until it is written. */
    public @Nullable Long getId() {
        return id;
    }

    public @Nullable Report getReport() {
        return report;
    }

    public int getPressure() {
        return pressure;
    }

    public void setPressure(int pressure) {
        this.pressure = pressure;
    }
}
