package dev.meridian.sharding.internal.model;

import static dev.meridian.sharding.internal.model.UnitReading.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ColocatedWith;
import dev.meridian.sharding.internal.model.Entities.Place;
import dev.meridian.sharding.internal.model.Entities.WithId;
import dev.meridian.sharding.internal.model.Entities.WithKey;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyJoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.VariableOneToOne;
import org.junit.jupiter.api.Test;

class RelationRulesTest {

    interface Located {}

    @Entity(name = "Plain")
    static class Plain extends WithId {
        @ManyToOne
        Marked one;

        @ManyToMany
        List<Marked> many;

        @OneToMany(mappedBy = "plain")
        List<Marked> inverse;

        @ElementCollection
        List<Pointing> elements;

        @ManyToMany
        @MapKeyJoinColumn
        Map<Marked, Plain> keyed;

        @VariableOneToOne(targetInterface = Located.class)
        Located located;

        @ManyToOne
        Plain other;
    }

    @Embeddable
    static class Pointing {
        @ManyToOne
        Marked inside;
    }

    @Entity(name = "Marked")
    @Partitioned("ByRegion")
    static class Marked extends WithKey implements Located {
        @ManyToOne
        Plain plain;

        @ManyToOne
        Place place;

        @OneToMany(mappedBy = "neighbour")
        List<Marked> neighbours;

        @ManyToOne
        Marked neighbour;

        @OneToOne(mappedBy = "second")
        Child second;

        @OneToMany(mappedBy = "first")
        List<Child> first;
    }

    @Entity(name = "Child")
    @ColocatedWith("first")
    static class Child extends WithId {
        @ManyToOne
        Marked first;

        @OneToOne
        Marked second;
    }

    @Test
    void relation_acrossTheBorderOfShardedEntities_isRefusedOnBothSides() {
        assertThat(problems(unit()).stream().filter(line -> line.startsWith("MERIDIAN-05")))
                .contains(
                        "MERIDIAN-054 Marked.plain points to Plain, which is not sharded: its rows are on the primary shard"
                                + " alone. Co-locate Plain with @ColocatedWith, or keep its id as a basic attribute.",
                        fromUnsharded("one"),
                        fromUnsharded("many"),
                        fromUnsharded("inverse"),
                        fromUnsharded("elements.inside"),
                        fromUnsharded("keyed (its key)"),
                        fromUnsharded("located"))
                .noneMatch(line -> line.contains("Plain.other"));
    }

    @Test
    void relation_betweenShardedEntitiesOfTwoRoots_isRefused() {
        assertThat(problems(unit()).stream().filter(line -> line.startsWith("MERIDIAN-056")))
                .containsExactly(notColocated("Marked.place", "Place"));
    }

    @Entity(name = "Member")
    @Table(name = "MEMBERS")
    static class Member extends WithId {}

    @Entity(name = "Club")
    @Partitioned("ByRegion")
    static class Club extends WithKey {
        @ManyToMany
        @JoinTable(name = "members")
        List<Club> members;

        @OneToMany
        @JoinColumn(name = "HOST_ID")
        List<Club> guests;

        @Column(name = "HOST_ID")
        Long host;
    }

    @Embeddable
    static class Reading {
        @ManyToOne
        @JoinColumn(name = "FRIEND", insertable = false, updatable = false)
        Reader friend;

        @ManyToOne
        @JoinColumn(name = "NAMESAKE", referencedColumnName = "NAME")
        Reader namesake;

        @OneToMany
        @JoinColumn(name = "OTHER")
        List<Reader> others;
    }

    @Entity(name = "Reader")
    @Table(name = "READER")
    @Partitioned("ByRegion")
    static class Reader extends WithKey {
        @Column(unique = true)
        String name;

        @Column(name = "FRIEND")
        long friendId;

        @Column(name = "OTHER")
        long otherId;

        @Embedded
        Reading reading;
    }

    @Test
    void relation_ofAnEmbeddableByColumnsThatNoFlushCouldWatch_isRefused() {
        assertThatThrownBy(() -> ShardedUnit.with(Place.class, Reader.class, Reading.class)
                        .shards("primary", "asia")
                        .property("eclipselink.logging.level", "OFF")
                        .open()
                        .close())
                .hasStackTraceContaining(
                        "MERIDIAN-052 Reader.reading.friend is a relation that reads a column which something else writes")
                .hasStackTraceContaining(
                        "MERIDIAN-052 Reader.reading.namesake is a relation that refers to other columns than its target's id")
                .hasStackTraceContaining(
                        "MERIDIAN-052 Reader.reading.others is a relation by a column that is an attribute too");
    }

    @Test
    void relation_byATableOrAColumnThatSomethingElseMaps_isRefused() {
        assertThatThrownBy(() -> ShardedUnit.with(Place.class, Club.class, Member.class)
                        .shards("primary", "asia")
                        .property("eclipselink.logging.level", "OFF")
                        .open()
                        .close())
                .hasStackTraceContaining("MERIDIAN-052 Club.members is a table that is an entity's too")
                .hasStackTraceContaining("MERIDIAN-052 Club.guests is a relation by a column that is an attribute too");
    }

    private static String fromUnsharded(String attribute) {
        return "MERIDIAN-055 Plain." + attribute
                + " points to Marked, which is sharded, from an entity that is not. Keep its"
                + " id as a basic attribute.";
    }

    private static String notColocated(String attribute, String target) {
        return "MERIDIAN-056 " + attribute + " points to the sharded entity " + target
                + ", but not along the co-location, so"
                + " its target can be in another shard. Co-locate by this relation, or keep the target's id as a basic"
                + " attribute.";
    }

    private static ShardedUnit.Builder unit() {
        return ShardedUnit.with(Place.class, Plain.class, Pointing.class, Marked.class, Child.class)
                .shards("primary", "asia");
    }
}
