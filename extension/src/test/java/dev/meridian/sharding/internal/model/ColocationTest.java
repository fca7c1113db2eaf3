package dev.meridian.sharding.internal.model;

import static dev.meridian.sharding.internal.model.UnitReading.problems;
import static dev.meridian.sharding.internal.model.UnitReading.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.ColocatedWith;
import dev.meridian.sharding.internal.model.Entities.Place;
import dev.meridian.sharding.internal.model.Entities.WithId;
import dev.meridian.sharding.internal.model.Entities.WithKey;
import dev.meridian.sharding.internal.model.Entities.XmlChild;
import dev.meridian.sharding.internal.model.Entities.XmlPlace;
import dev.meridian.sharding.internal.model.ShardedEntity.Colocated;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToOne;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.Property;
import org.junit.jupiter.api.Test;

class ColocationTest {

    @Entity(name = "Child")
    @ColocatedWith("place")
    static class Child extends WithId {
        @ManyToOne
        Place place;
    }

    @Entity(name = "Grandchild")
    @Property(name = "meridian.colocated-with", value = "child")
    static class Grandchild extends WithId {
        @OneToOne(optional = false)
        Child child;
    }

    @MappedSuperclass
    @ColocatedWith("place")
    abstract static class OfPlace extends WithId {
        @ManyToOne
        Place place;
    }

    @Entity(name = "Heir")
    static class Heir extends OfPlace {}

    @MappedSuperclass
    abstract static class Child2 extends WithId {
        @ManyToOne
        Place place;
    }

    @Entity(name = "Plain")
    static class Plain extends WithId {}

    @Entity(name = "Orphan")
    @ColocatedWith("plain")
    static class Orphan extends WithId {
        @ManyToOne
        Plain plain;
    }

    @Entity(name = "Both")
    @ColocatedWith("place")
    @Partitioned("ByRegion")
    static class Both extends WithKey {
        @ManyToOne
        Place place;
    }

    @Entity(name = "Hen")
    @ColocatedWith("egg")
    static class Hen extends WithId {
        @ManyToOne
        Egg egg;
    }

    @Entity(name = "Egg")
    @ColocatedWith("hen")
    static class Egg extends WithId {
        @ManyToOne
        Hen hen;
    }

    @Entity(name = "Chick")
    @ColocatedWith("egg")
    static class Chick extends WithId {
        @ManyToOne
        Egg egg;
    }

    @Embeddable
    @ColocatedWith("place")
    static class Part {
        String text;
    }

    @Entity(name = "Typo")
    @Property(name = "meridian.colocated", value = "place")
    static class Typo extends Child2 {}

    @Test
    void colocation_overTwoSteps_leadsToTheRoot() {
        ShardingModel model =
                read(unit(Place.class, Child.class, Grandchild.class)).model();

        assertThat(model.entities().keySet()).containsExactly(Child.class, Grandchild.class, Place.class);
        assertThat(model.find(Grandchild.class))
                .contains(new Colocated(
                        Grandchild.class, "Grandchild", IdScope.SHARD_LOCAL, "child", Child.class, Place.class));
        assertThat(model.rootOf(Grandchild.class).type()).isEqualTo(Place.class);
    }

    @Test
    void colocation_ofAMappedSuperclass_isThatOfItsEntities() {
        assertThat(read(unit(Place.class, Heir.class)).model().find(Heir.class))
                .contains(new Colocated(Heir.class, "Heir", IdScope.SHARD_LOCAL, "place", Place.class, Place.class));
    }

    @Test
    void colocation_inAMappingFile_overridesTheAnnotation() {
        ShardedUnit.Builder unit =
                ShardedUnit.with().shards("primary", "asia").mappingFiles("META-INF/colocation-orm.xml");

        ShardingModel model = read(unit).model();

        assertThat(model.find(XmlChild.class))
                .get()
                .isEqualTo(new Colocated(
                        XmlChild.class, "XmlChild", IdScope.SHARD_LOCAL, "place", XmlPlace.class, XmlPlace.class));
        assertThat(model.rootOf(XmlChild.class).map().shardOf("A")).contains("asia");
        assertThat(model.rootOf(XmlChild.class).map().shardOf("B")).contains("primary");
    }

    @Test
    void colocation_withAnUnshardedEntity_isRefused() {
        assertThat(problems(unit(Place.class, Plain.class, Orphan.class)))
                .contains("MERIDIAN-050 Orphan is co-located with plain, but Plain is not sharded. Shard Plain with"
                        + " @Partitioned or @ColocatedWith, or remove it from Orphan.");
    }

    @Test
    void colocation_besideAPolicy_isRefused() {
        assertThat(problems(unit(Place.class, Both.class)))
                .containsExactly(
                        "MERIDIAN-048 Both has a partitioning policy and is co-located too. Remove @Partitioned, or"
                                + " @ColocatedWith.");
    }

    @Test
    void colocation_inACycle_isToldOnce() {
        assertThat(problems(unit(Place.class, Hen.class, Egg.class, Chick.class)))
                .containsExactly(
                        "MERIDIAN-051 The co-location Egg -> Hen -> Egg leads back to itself. One of these must be"
                                + " a root with @Partitioned.");
    }

    @Test
    void colocation_ofAnEmbeddable_isRefused() {
        assertThat(problems(unit(Place.class, Part.class)))
                .containsExactly(
                        "MERIDIAN-053 Part uses a sharding annotation on an embeddable, which is not supported with"
                                + " a sharded or reference entity. Put it on the entity.");
    }

    @Test
    void property_ofAnEntityThatIsUnknown_isTold() {
        assertThat(problems(unit(Place.class, Typo.class)))
                .contains(
                        "MERIDIAN-030 Typo sets meridian.colocated, which is no property of Meridian. Known are for an"
                                + " entity meridian.colocated-with.");
    }

    private static ShardedUnit.Builder unit(Class<?>... managed) {
        return ShardedUnit.with(managed).shards("primary", "asia");
    }
}
