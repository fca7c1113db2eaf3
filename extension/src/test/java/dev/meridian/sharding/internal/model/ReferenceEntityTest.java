package dev.meridian.sharding.internal.model;

import static dev.meridian.sharding.internal.model.UnitReading.problems;
import static dev.meridian.sharding.internal.model.UnitReading.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.ColocatedWith;
import dev.meridian.sharding.internal.model.Entities.Place;
import dev.meridian.sharding.internal.model.Entities.WithId;
import dev.meridian.sharding.internal.model.Entities.WithKey;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.util.List;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.PinnedPartitioning;
import org.eclipse.persistence.annotations.ReadOnly;
import org.eclipse.persistence.annotations.ReplicationPartitioning;
import org.junit.jupiter.api.Test;

class ReferenceEntityTest {

    @Entity(name = "Land")
    @ReplicationPartitioning(name = "All")
    @Partitioned("All")
    @ReadOnly
    static class Land extends WithId {
        @ManyToOne
        Language language;

        @OneToMany(mappedBy = "land")
        List<Province> provinces;
    }

    @Entity(name = "Province")
    @Partitioned("All")
    static class Province extends WithId {
        @ManyToOne
        Land land;
    }

    @Entity(name = "Language")
    @Partitioned("All")
    static class Language extends WithId {}

    @Entity(name = "Some")
    @ReplicationPartitioning(
            name = "InSome",
            connectionPools = {"europe", "asia", "asia"})
    @Partitioned("InSome")
    static class Some extends WithId {}

    @Entity(name = "Pinned")
    @PinnedPartitioning(name = "Pin", connectionPool = "asia")
    @Partitioned("Pin")
    static class Pinned extends WithId {}

    @Entity(name = "Counted")
    @Partitioned("All")
    static class Counted {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        long id;
    }

    @Entity(name = "PinnedCounted")
    @Partitioned("Pin")
    static class PinnedCounted {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        long id;
    }

    @Entity(name = "Plain")
    static class Plain extends WithId {
        @ManyToOne
        Land land;

        @ManyToMany
        List<Land> lands;

        @OneToMany
        @JoinColumn
        List<Land> owned;

        @ManyToOne
        Some some;
    }

    @Entity(name = "Pointing")
    @Partitioned("ByRegion")
    static class Pointing extends WithKey {
        @ManyToOne
        Land land;

        @ManyToOne
        Some some;
    }

    @Entity(name = "Child")
    @ColocatedWith("parent")
    static class Child extends WithId {
        @ManyToOne
        Pointing parent;

        @ManyToOne
        Pinned pinned;
    }

    @Entity(name = "Derived")
    @Partitioned("ByRegion")
    static class Derived {
        @Id
        @ManyToOne
        Land land;

        String region;
    }

    @Entity(name = "Plain2")
    static class Plain2 extends WithId {}

    @Entity(name = "Wrong")
    @Partitioned("All")
    static class Wrong extends WithId {
        @ManyToOne
        Plain2 plain;

        @ManyToOne
        Place place;

        @ManyToOne
        Some some;

        @ElementCollection
        List<String> names;
    }

    @Entity(name = "Lost")
    @ReplicationPartitioning(
            name = "InLost",
            connectionPools = {"asia", "atlantis"})
    @Partitioned("InLost")
    static class Lost extends WithId {}

    @Entity(name = "Both")
    @Partitioned("All")
    @ColocatedWith("place")
    static class Both extends WithId {
        @ManyToOne
        Place place;
    }

    @Test
    void replication_withoutPools_isOnAllShards() {
        ShardingModel model =
                read(unit(Land.class, Province.class, Language.class)).model();

        assertThat(model.reference(Land.class))
                .contains(new ReferenceEntity(Land.class, "Land", List.of("primary", "asia", "europe")));
        assertThat(model.references()).containsOnlyKeys(Land.class, Province.class, Language.class);
        assertThat(model.find(Land.class)).isEmpty();
    }

    @Test
    void replication_withPools_isOnThese() {
        ShardingModel model = read(unit(Land.class, Language.class, Province.class, Some.class))
                .model();

        assertThat(model.reference(Some.class).orElseThrow().shards()).containsExactly("asia", "europe");
        assertThat(model.reference(Some.class).orElseThrow().isReplicated()).isTrue();
    }

    @Test
    void pinned_isOnItsShardAlone() {
        ModelReading reading = read(unit(Pinned.class).shards("primary", "asia"));

        assertThat(reading.isSharded()).isTrue();
        assertThat(reading.model().reference(Pinned.class))
                .contains(new ReferenceEntity(Pinned.class, "Pinned", List.of("asia")));
    }

    @Test
    void identity_ofReplicated_isRefused_ofPinnedIsNot() {
        assertThat(problems(unit(
                        Land.class, Language.class, Province.class, Counted.class, Pinned.class, PinnedCounted.class)))
                .containsExactly("MERIDIAN-080 Counted has the same rows in several shards, but its ids come from an"
                        + " IDENTITY column, which counts in each shard by itself. Use GenerationType.TABLE, SEQUENCE"
                        + " or UUID, or assign the ids.");
    }

    @Test
    void relation_toAReferenceEntity_isAllowedWhereItsRowsAre() {
        assertThat(problems(unit(
                        Place.class,
                        Land.class,
                        Language.class,
                        Province.class,
                        Some.class,
                        Pinned.class,
                        Pointing.class,
                        Child.class,
                        Derived.class,
                        Plain.class)))
                .containsExactly(
                        refused("Child.pinned", "Pinned, whose rows are not in primary"),
                        refused("Derived.land", "Land, which is a reference entity, as a part of its id"),
                        refused("Plain.owned", "Land, which is a reference entity, without a foreign key of its own"),
                        refused("Plain.some", "Some, whose rows are not in primary"),
                        refused("Pointing.some", "Some, whose rows are not in primary"));
    }

    @Test
    void relation_fromAReferenceEntity_toAnythingElse_isRefused() {
        assertThat(problems(unit(
                        Place.class,
                        Land.class,
                        Language.class,
                        Province.class,
                        Some.class,
                        Plain2.class,
                        Wrong.class,
                        Both.class)))
                .contains(
                        "MERIDIAN-048 Both has a partitioning policy and is co-located too. Remove @Partitioned, or"
                                + " @ColocatedWith.",
                        "MERIDIAN-052 Wrong.names is a collection or a join table of a reference entity, which is not supported in a sharded"
                                + " entity. Map it otherwise, or keep it in an entity of its own.",
                        refused("Wrong.place", "Place, which is sharded, from a reference entity"),
                        refused("Wrong.plain", "Plain2, whose rows are not in asia, europe"),
                        refused("Wrong.some", "Some, whose rows are not in primary"));
    }

    @Test
    void pool_thatIsUnknown_isRefused() {
        assertThat(problems(unit(Land.class, Language.class, Province.class, Lost.class)))
                .singleElement()
                .asString()
                .startsWith("MERIDIAN-032 Lost names the connection pool atlantis");
    }

    private static String refused(String attribute, String target) {
        return "MERIDIAN-081 " + attribute + " points to " + target + ". A reference entity and what points to it must"
                + " be in the same shards: name these in its @ReplicationPartitioning, or keep the target's id as a"
                + " basic attribute.";
    }

    private static ShardedUnit.Builder unit(Class<?>... entities) {
        return ShardedUnit.with(entities).shards("primary", "asia", "europe");
    }
}
