package dev.meridian.sharding.testkit.weather;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.eclipse.persistence.annotations.Partitioned;
import org.jspecify.annotations.Nullable;

/** A reference entity with generated ids and a version. */
@Entity
@Table(name = "COUNTRY")
@Partitioned("Everywhere")
public class Country {

    @Id
    @GeneratedValue(strategy = GenerationType.TABLE)
    private @Nullable Long id;

    @Version
    private int version;

    @Column(length = 50, unique = true)
    private @Nullable String name;

    private int area;

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable Region region;

    protected Country() {}

    public Country(String name, @Nullable Region region) {
        this.name = name;
        this.region = region;
    }

    /** Null until it is persisted. */
    public @Nullable Long getId() {
        return id;
    }

    public int getVersion() {
        return version;
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public int getArea() {
        return area;
    }

    public void setArea(int area) {
        this.area = area;
    }

    public @Nullable Region getRegion() {
        return region;
    }
}
