package dev.meridian.sharding.testkit.gauge;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.annotations.FetchAttribute;
import org.eclipse.persistence.annotations.FetchGroup;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.jspecify.annotations.Nullable;

/** A root with a version, a listener, and a fetch group that leaves out its remark. */
@Entity
@EntityListeners(Callbacks.class)
@FetchGroup(
        name = "short",
        attributes = {@FetchAttribute(name = "name"), @FetchAttribute(name = "continent")})
@Partitioned("GaugesByContinent")
@ValuePartitioning(
        name = "GaugesByContinent",
        partitionColumn = @Column(name = "CONTINENT"),
        partitionValueType = String.class,
        partitions = {
            @ValuePartition(value = "North America", connectionPool = "north_america"),
            @ValuePartition(value = "Asia", connectionPool = "asia"),
            @ValuePartition(value = "Europe", connectionPool = "europe"),
            @ValuePartition(value = "South America", connectionPool = "south_america")
        })
public class Gauge {

    @Id
    @GeneratedValue(strategy = GenerationType.TABLE)
    private @Nullable Long id;

    @Version
    private int version;

    @Column(nullable = false, length = 30)
    private String continent = "";

    private String name = "";

    private String remark = "";

    @OneToMany(mappedBy = "gauge", cascade = CascadeType.ALL)
    private List<Mark> marks = new ArrayList<>();

    protected Gauge() {}

    public Gauge(String continent, String name) {
        this.continent = continent;
        this.name = name;
        this.remark = "about " + name;
    }

    /** Null until it is persisted. */
    public @Nullable Long getId() {
        return id;
    }

    public int getVersion() {
        return version;
    }

    public String getContinent() {
        return continent;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getRemark() {
        return remark;
    }

    public void setRemark(String remark) {
        this.remark = remark;
    }

    /** The live list. */
    public List<Mark> getMarks() {
        return marks;
    }

    /** A new mark of this gauge, on both sides; persisted with it. */
    public Mark mark(int level) {
        Mark mark = new Mark(this, level);
        marks.add(mark);
        return mark;
    }
}
