package dev.meridian.sharding.testkit.weather;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ReplicationPartitioning;
import org.jspecify.annotations.Nullable;

/** A part of the world that has one climate; a reference entity with assigned ids. Regions form a tree. */
@Entity
@Table(name = "REGION")
@ReplicationPartitioning(name = "Everywhere")
@Partitioned("Everywhere")
public class Region {

    @Id
    @Column(length = 10)
    private String code = "";

    @Column(length = 50)
    private @Nullable String name;

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable Region parent;

    @OneToMany(mappedBy = "parent")
    private List<Region> parts = new ArrayList<>();

    protected Region() {}

    public Region(String code, @Nullable String name) {
        this.code = code;
        this.name = name;
    }

    public String getCode() {
        return code;
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable Region getParent() {
        return parent;
    }

    public void setParent(@Nullable Region parent) {
        this.parent = parent;
    }

    /** The live list. */
    public List<Region> getParts() {
        return parts;
    }
}
