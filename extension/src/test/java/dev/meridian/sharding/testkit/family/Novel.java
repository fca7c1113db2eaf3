package dev.meridian.sharding.testkit.family;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.jspecify.annotations.Nullable;

/** A root whose children take their ids from it. */
@Entity
@Partitioned("NovelsByContinent")
@ValuePartitioning(
        name = "NovelsByContinent",
        partitionColumn = @Column(name = "CONTINENT"),
        partitionValueType = String.class,
        partitions = {
            @ValuePartition(value = "North America", connectionPool = "north_america"),
            @ValuePartition(value = "Asia", connectionPool = "asia"),
            @ValuePartition(value = "Europe", connectionPool = "europe"),
            @ValuePartition(value = "South America", connectionPool = "south_america")
        })
public class Novel implements Serializable {
    private static final long serialVersionUID = 1L;

    @Id
    @GeneratedValue(strategy = GenerationType.TABLE)
    private @Nullable Long id;

    @Column(nullable = false, length = 30)
    private String continent = "";

    private String title = "";

    @OneToMany(mappedBy = "novel", cascade = CascadeType.REMOVE)
    private List<Chapter> chapters = new ArrayList<>();

    @OneToOne(mappedBy = "novel")
    private @Nullable Cover cover;

    protected Novel() {}

    public Novel(String continent, String title) {
        this.continent = continent;
        this.title = title;
    }

    /** Null until it is persisted. */
    public @Nullable Long getId() {
        return id;
    }

    public String getContinent() {
        return continent;
    }

    public String getTitle() {
        return title;
    }

    /** The live list. */
    public List<Chapter> getChapters() {
        return chapters;
    }

    public @Nullable Cover getCover() {
        return cover;
    }
}
