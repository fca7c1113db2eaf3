package dev.meridian.sharding.testkit.garden;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ReplicationPartitioning;
import org.jspecify.annotations.Nullable;

/** A reference entity that orchards point to. */
@Entity
@Table(name = "STYLE")
@ReplicationPartitioning(name = "InEachLand")
@Partitioned("InEachLand")
public class Style {

    @Id
    @Column(length = 20)
    private @Nullable String name;

    protected Style() {}

    public Style(String name) {
        this.name = name;
    }

    public @Nullable String getName() {
        return name;
    }
}
