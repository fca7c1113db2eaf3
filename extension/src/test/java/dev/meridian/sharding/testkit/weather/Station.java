package dev.meridian.sharding.testkit.weather;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.eclipse.persistence.annotations.Partitioned;
import org.jspecify.annotations.Nullable;

/** Sharded as {@link WeatherLocation} is, whose policy it uses; it points to reference entities. */
@Entity
@Table(name = "STATION")
@Partitioned("ByContinent")
public class Station {

    @Id
    @GeneratedValue(strategy = GenerationType.TABLE)
    private @Nullable Long id;

    @Column(nullable = false, length = 30)
    private @Nullable String continent;

    @Column(length = 50)
    private @Nullable String name;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "COUNTRY_ID")
    private @Nullable Country country;

    @ManyToOne
    private @Nullable Region region;

    protected Station() {}

    public Station(String continent, String name, @Nullable Country country) {
        this.continent = continent;
        this.name = name;
        this.country = country;
    }

    /** Null until it is persisted. */
    public @Nullable Long getId() {
        return id;
    }

    public @Nullable String getContinent() {
        return continent;
    }

    public @Nullable String getName() {
        return name;
    }

    public @Nullable Country getCountry() {
        return country;
    }

    public void setCountry(@Nullable Country country) {
        this.country = country;
    }

    public @Nullable Region getRegion() {
        return region;
    }

    public void setRegion(@Nullable Region region) {
        this.region = region;
    }
}
