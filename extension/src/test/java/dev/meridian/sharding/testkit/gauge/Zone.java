package dev.meridian.sharding.testkit.gauge;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ReplicationPartitioning;

/** A reference entity with a listener, which is not in the shared cache. */
@Entity
@Cacheable(false)
@EntityListeners(Callbacks.class)
@ReplicationPartitioning(name = "AllZones")
@Partitioned("AllZones")
public class Zone {

    @Id
    private int nr;

    private String name = "";

    protected Zone() {}

    public Zone(int nr, String name) {
        this.nr = nr;
        this.name = name;
    }

    public int getNr() {
        return nr;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }
}
