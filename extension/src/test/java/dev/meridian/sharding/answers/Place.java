package dev.meridian.sharding.answers;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.ConstraintMode;
import jakarta.persistence.Entity;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import jakarta.persistence.TableGenerator;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.jspecify.annotations.Nullable;

/** A root with an attribute of each kind, none of which but the key and the code must have a value. */
@Entity
@Table(name = "PLACE")
@Partitioned("ByContinent")
@ValuePartitioning(
        name = "ByContinent",
        partitionColumn = @Column(name = "CONTINENT"),
        partitionValueType = String.class,
        partitions = {
            @ValuePartition(value = "North America", connectionPool = "north_america"),
            @ValuePartition(value = "Asia", connectionPool = "asia"),
            @ValuePartition(value = "Oceania", connectionPool = "asia"),
            @ValuePartition(value = "Europe", connectionPool = "europe"),
            @ValuePartition(value = "Africa", connectionPool = "europe"),
            @ValuePartition(value = "South America", connectionPool = "south_america")
        },
        unionUnpartitionableQueries = true)
class Place {

    @Id
    @GeneratedValue(strategy = GenerationType.TABLE, generator = "places")
    @TableGenerator(name = "places", table = "IDS", allocationSize = 50)
    @Nullable Long id;

    @Column(nullable = false, length = 10)
    String code = "";

    @Column(nullable = false, length = 30)
    String continent = "";

    @Column(length = 40)
    @Nullable String name;

    @Nullable Integer grade;

    /** So large that a sum of a few is no INTEGER any more. */
    @Nullable Integer mass;

    @Nullable Long population;

    @Column(precision = 12, scale = 2)
    @Nullable BigDecimal area;

    @Nullable Double rating;

    @Nullable LocalDate founded;

    @Nullable LocalDateTime updated;

    @ManyToOne
    @JoinColumn(name = "LAND_ID", foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
    @Nullable Land land;

    @OneToMany(mappedBy = "place", cascade = CascadeType.PERSIST)
    List<Visit> visits = new ArrayList<>();

    protected Place() {}

    Place(String code, String continent) {
        this.code = code;
        this.continent = continent;
    }
}
