package dev.meridian.sharding.move;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ReplicationPartitioning;
import org.jspecify.annotations.Nullable;

/** A reference entity that harbours point to. */
@Entity
@ReplicationPartitioning(name = "FlagsEverywhere")
@Partitioned("FlagsEverywhere")
public class Flag {

    @Id
    @Column(length = 20)
    private @Nullable String name;

    protected Flag() {}

    Flag(String name) {
        this.name = name;
    }

    @Nullable String getName() {
        return name;
    }
}
