package dev.meridian.sharding.internal.model;

import static dev.meridian.sharding.internal.model.UnitReading.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.ColocatedWith;
import dev.meridian.sharding.internal.model.Entities.Place;
import dev.meridian.sharding.internal.model.Entities.WithId;
import dev.meridian.sharding.internal.model.Entities.WithKey;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import org.eclipse.persistence.annotations.Partitioned;
import org.junit.jupiter.api.Test;

class UniqueConstraintsTest {

    @Embeddable
    static class Part {
        String code;
    }

    @Entity(name = "City")
    @Partitioned("ByRegion")
    @Table(
            uniqueConstraints = {
                @UniqueConstraint(columnNames = {"NAME", "COUNTRY"}),
                @UniqueConstraint(columnNames = {"region", "NAME"})
            })
    static class City extends WithKey {
        String name;

        String country;

        @Column(unique = true)
        String alias;

        @Embedded
        @AttributeOverride(name = "code", column = @Column(name = "CITY_CODE", unique = true))
        Part part;
    }

    @Entity(name = "Mayor")
    @ColocatedWith("city")
    @Table(uniqueConstraints = @UniqueConstraint(columnNames = {"CITY_ID", "TITLE"}))
    static class Mayor extends WithId {
        @OneToOne
        @JoinColumn(name = "CITY_ID", unique = true)
        City city;

        String title;

        @Column(unique = true)
        String name;
    }

    @Entity(name = "Plain")
    static class Plain extends WithId {
        @Column(unique = true)
        String name;
    }

    @Test
    void constraints_thatHoldInEachShardOnly_areWarnedOf() {
        ModelReading reading = read(ShardedUnit.with(Place.class, City.class, Mayor.class, Plain.class, Part.class)
                .shards("primary", "asia"));

        assertThat(reading.warnings())
                .containsExactly(
                        "MERIDIAN-058 Unique constraints of City hold in each shard, but not over all shards: (ALIAS),"
                                + " (CITY_CODE), (NAME, COUNTRY).",
                        "MERIDIAN-058 Unique constraints of Mayor hold in each shard, but not over all shards: (NAME).");
    }
}
