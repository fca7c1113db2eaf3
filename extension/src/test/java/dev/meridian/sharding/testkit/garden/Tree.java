package dev.meridian.sharding.testkit.garden;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.PreUpdate;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stored with its orchard; related to other trees of the same shard. */
@Entity
@Table(name = "TREE")
@ColocatedWith("orchard")
public class Tree {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Column(length = 30)
    private @Nullable String name;

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable Orchard orchard;

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable Tree mother;

    @OneToMany(mappedBy = "mother")
    private Set<Tree> daughters = new HashSet<>();

    @ManyToMany
    @JoinTable(name = "TREE_FRIEND")
    private Set<Tree> friends = new HashSet<>();

    @ManyToMany(mappedBy = "friends")
    private Set<Tree> friendOf = new HashSet<>();

    @Transient
    private @Nullable Runnable beforeUpdate;

    protected Tree() {}

    public Tree(@Nullable Orchard orchard, String name) {
        this.orchard = orchard;
        this.name = name;
    }

    /** What the next update of this object runs first. */
    public void beforeUpdate(Runnable work) {
        beforeUpdate = work;
    }

    @PreUpdate
    void preUpdate() {
        if (beforeUpdate != null) {
            beforeUpdate.run();
        }
    }

    /** Null until it is written. */
    public @Nullable Long getId() {
        return id;
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public @Nullable Orchard getOrchard() {
        return orchard;
    }

    public @Nullable Tree getMother() {
        return mother;
    }

    public void setMother(@Nullable Tree mother) {
        this.mother = mother;
    }

    /** The live set. */
    public Set<Tree> getDaughters() {
        return daughters;
    }

    /** The live set. */
    public Set<Tree> getFriends() {
        return friends;
    }

    /** The live set. */
    public Set<Tree> getFriendOf() {
        return friendOf;
    }
}
