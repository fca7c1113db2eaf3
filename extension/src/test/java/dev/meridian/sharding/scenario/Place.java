package dev.meridian.sharding.scenario;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;

/** A root with a default shard, and ids that the application assigns. */
@Entity
@Partitioned("ByZone")
@ValuePartitioning(
        name = "ByZone",
        partitionColumn = @Column(name = "ZONE"),
        partitionValueType = Integer.class,
        defaultConnectionPool = "south_america",
        partitions = {
            @ValuePartition(value = "0", connectionPool = "default"),
            @ValuePartition(value = "1", connectionPool = "asia"),
            @ValuePartition(value = "2", connectionPool = "europe")
        })
public class Place {

    @Id
    private long id;

    @Column(name = "ZONE")
    private int zone;

    private String name = "";

    protected Place() {}

    public Place(long id, int zone, String name) {
        this.id = id;
        this.zone = zone;
        this.name = name;
    }

    public long getId() {
        return id;
    }

    public int getZone() {
        return zone;
    }

    public void setZone(int zone) {
        this.zone = zone;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }
}
