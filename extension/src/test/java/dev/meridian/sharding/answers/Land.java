package dev.meridian.sharding.answers;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ReplicationPartitioning;
import org.jspecify.annotations.Nullable;

/** A reference entity: the same rows in each shard. Not each land has a place. */
@Entity
@Table(name = "LAND")
@ReplicationPartitioning(name = "Everywhere")
@Partitioned("Everywhere")
class Land {

    @Id
    @GeneratedValue(strategy = GenerationType.TABLE, generator = "places")
    @Nullable Long id;

    @Column(nullable = false, length = 10)
    String code = "";

    @Column(length = 40)
    @Nullable String name;

    @Nullable Integer founders;

    @Column(precision = 12, scale = 2)
    @Nullable BigDecimal wealth;

    protected Land() {}

    Land(String code) {
        this.code = code;
    }
}
