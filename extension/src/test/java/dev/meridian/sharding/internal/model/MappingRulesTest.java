package dev.meridian.sharding.internal.model;

import static dev.meridian.sharding.internal.model.UnitReading.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.ColocatedWith;
import dev.meridian.sharding.internal.model.Entities.Place;
import dev.meridian.sharding.internal.model.Entities.WithId;
import dev.meridian.sharding.internal.model.Entities.WithKey;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKey;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.persistence.annotations.JoinFetch;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.PrivateOwned;
import org.junit.jupiter.api.Test;

class MappingRulesTest {

    enum Kind {
        ONE
    }

    @Embeddable
    static class Inner {
        @Lob
        String text;

        @Embedded
        Innermost innermost;
    }

    @Embeddable
    static class Innermost {
        LocalDateTime since;
    }

    @Entity(name = "Root")
    @Partitioned("ByRegion")
    static class Root extends WithKey {
        @Version
        int version;

        @Enumerated
        Kind kind;

        UUID uuid;

        @Embedded
        Inner inner;

        @Transient
        Object other;

        @OneToMany(mappedBy = "root", cascade = CascadeType.ALL, orphanRemoval = true)
        @OrderBy("id")
        @JoinFetch
        List<Child> list;

        @OneToMany(mappedBy = "root")
        @PrivateOwned
        Set<Child> set;

        @OneToMany(mappedBy = "root")
        @MapKey(name = "id")
        Map<Long, Child> map;

        @OneToOne(mappedBy = "root")
        OnlyChild only;
    }

    @Embeddable
    static class ChildId {
        long one;
        long two;
    }

    @Entity(name = "Child")
    @ColocatedWith("root")
    static class Child {
        @EmbeddedId
        ChildId id;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinFetch
        Root root;
    }

    @Entity(name = "OnlyChild")
    @ColocatedWith("root")
    static class OnlyChild extends WithId {
        @OneToOne
        Root root;
    }

    @Test
    void mappings_thatKeepToOneShard_areAllowed() {
        ShardingModel model = read(unit(
                        Place.class,
                        Root.class,
                        Child.class,
                        OnlyChild.class,
                        Inner.class,
                        Innermost.class,
                        ChildId.class))
                .model();

        assertThat(model.find(Child.class).orElseThrow().ids()).isEqualTo(IdScope.SHARD_LOCAL);
        assertThat(model.entities()).containsKeys(Root.class, OnlyChild.class);
    }

    private static ShardedUnit.Builder unit(Class<?>... managed) {
        return ShardedUnit.with(managed).shards("primary", "asia");
    }
}
