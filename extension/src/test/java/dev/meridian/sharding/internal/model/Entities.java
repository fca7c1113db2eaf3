package dev.meridian.sharding.internal.model;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;

/** What the entities of several tests have in common. */
final class Entities {

    private Entities() {}

    /** The id alone. */
    @MappedSuperclass
    abstract static class WithId {
        @Id
        long id;
    }

    /** What a root needs beside its policy. */
    @MappedSuperclass
    abstract static class WithKey extends WithId {
        String region;
    }

    /** A root without anything else. */
    @Entity(name = "Place")
    @Partitioned("ByRegion")
    @ValuePartitioning(
            name = "ByRegion",
            partitionColumn = @Column(name = "REGION"),
            partitions = {
                @ValuePartition(value = "A", connectionPool = "asia"),
                @ValuePartition(value = "P", connectionPool = "primary")
            })
    static class Place extends WithKey {}

    /** Mapped and partitioned in a mapping file alone. */
    static class XmlPlace {
        long id;
        String region;
    }

    /** Mapped in a mapping file, which says something else than the annotation. */
    @ColocatedWith("nothing")
    static class XmlChild {
        long id;
        XmlPlace place;
    }
}
