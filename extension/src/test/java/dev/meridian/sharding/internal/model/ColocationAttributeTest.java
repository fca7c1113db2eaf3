package dev.meridian.sharding.internal.model;

import static dev.meridian.sharding.internal.model.UnitReading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.ColocatedWith;
import dev.meridian.sharding.internal.model.Entities.Place;
import dev.meridian.sharding.internal.model.Entities.WithId;
import dev.meridian.sharding.internal.model.Entities.WithKey;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToOne;
import jakarta.persistence.PrimaryKeyJoinColumn;
import org.junit.jupiter.api.Test;

class ColocationAttributeTest {

    @Entity(name = "NoSuch")
    @ColocatedWith("places")
    static class NoSuch extends Child2 {}

    @MappedSuperclass
    abstract static class Child2 extends WithId {
        @ManyToOne
        Place place;
    }

    @Entity(name = "Basic")
    @ColocatedWith("region")
    static class Basic extends WithKey {}

    @Entity(name = "Joined")
    @ColocatedWith("place")
    static class Joined extends WithId {
        @ManyToOne
        @JoinTable(name = "J")
        Place place;
    }

    @Entity(name = "Fixed")
    @ColocatedWith("place")
    static class Fixed extends WithId {
        @ManyToOne
        @JoinColumn(name = "PLACE_ID", insertable = false, updatable = false)
        Place place;

        @Column(name = "PLACE_ID")
        long placeId;
    }

    @Entity(name = "Shared")
    @ColocatedWith("place")
    static class Shared {
        @Id
        @GeneratedValue(strategy = GenerationType.TABLE)
        Long id;

        @OneToOne
        @PrimaryKeyJoinColumn
        Place place;
    }

    @Entity(name = "ByName")
    @ColocatedWith("place")
    static class ByName extends WithId {
        @ManyToOne
        @JoinColumn(referencedColumnName = "REGION")
        Place place;
    }

    @Test
    void colocation_byWhatIsNoToOneRelationWithAForeignKey_isRefused() {
        assertThat(problems(unit(
                        Place.class, NoSuch.class, Basic.class, Joined.class, Fixed.class, Shared.class, ByName.class)))
                .contains(
                        fault("Basic", "region", "is no to-one relation"),
                        fault(
                                "ByName",
                                "place",
                                "refers to other columns than its target's id, which is not supported"),
                        fault("Fixed", "place", "is not insertable"),
                        fault("Joined", "place", "has a join table"),
                        fault("NoSuch", "places", "is no attribute of it"),
                        fault("Shared", "place", "shares its id, which is generated"));
    }

    private static String fault(String entity, String attribute, String fault) {
        return "MERIDIAN-049 " + entity + " is co-located with " + attribute + ", which " + fault
                + ". Name an attribute that is a @ManyToOne or @OneToOne with a foreign key.";
    }

    private static ShardedUnit.Builder unit(Class<?>... managed) {
        return ShardedUnit.with(managed).shards("primary", "asia");
    }
}
