package dev.meridian.sharding.testkit.gauge;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.eclipse.persistence.annotations.Cache;
import org.eclipse.persistence.annotations.CacheIsolationType;
import org.eclipse.persistence.annotations.CacheType;
import org.eclipse.persistence.annotations.ChangeTracking;
import org.eclipse.persistence.annotations.ChangeTrackingType;
import org.jspecify.annotations.Nullable;

/** Its changes are found by comparing, and its cache is of its own kind. */
@Entity
@EntityListeners(Callbacks.class)
@ColocatedWith("gauge")
@Cacheable
@Cache(type = CacheType.WEAK, isolation = CacheIsolationType.PROTECTED)
@ChangeTracking(ChangeTrackingType.DEFERRED)
public class Mark {

    @Id
    @GeneratedValue(strategy = GenerationType.TABLE)
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable Gauge gauge;

    @Column(name = "LEVEL_")
    private int level;

    protected Mark() {}

    Mark(Gauge gauge, int level) {
        this.gauge = gauge;
        this.level = level;
    }

    /** Null until it is persisted. */
    public @Nullable Long getId() {
        return id;
    }

    public @Nullable Gauge getGauge() {
        return gauge;
    }

    public int getLevel() {
        return level;
    }

    public void setLevel(int level) {
        this.level = level;
    }
}
