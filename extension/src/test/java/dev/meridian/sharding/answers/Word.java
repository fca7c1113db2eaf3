package dev.meridian.sharding.answers;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;

/** A text in columns of several collations. */
@Entity
@Table(name = "WORD")
@Partitioned("ByZone")
@ValuePartitioning(
        name = "ByZone",
        partitionColumn = @Column(name = "ZONE"),
        partitionValueType = Integer.class,
        partitions = {
            @ValuePartition(value = "0", connectionPool = "north_america"),
            @ValuePartition(value = "1", connectionPool = "asia"),
            @ValuePartition(value = "2", connectionPool = "europe")
        })
class Word {

    @Id
    long id;

    @Column(name = "ZONE", nullable = false)
    int zone;

    /** Of the database's collation. */
    @Column(length = 40)
    String plain = "";

    /** Of a language's. */
    @Column(length = 40)
    String own = "";

    /** Of one in which case does not count. */
    @Column(length = 40)
    String loose = "";

    protected Word() {}

    Word(long id, int zone, String text) {
        this.id = id;
        this.zone = zone;
        this.plain = text;
        this.own = text;
        this.loose = text;
    }
}
