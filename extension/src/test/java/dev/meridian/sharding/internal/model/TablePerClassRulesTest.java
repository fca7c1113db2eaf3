package dev.meridian.sharding.internal.model;

import static dev.meridian.sharding.internal.model.UnitReading.problems;
import static dev.meridian.sharding.internal.model.UnitReading.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.ColocatedWith;
import dev.meridian.sharding.internal.model.Entities.Place;
import dev.meridian.sharding.internal.model.Entities.WithKey;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderBy;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Version;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.persistence.annotations.AdditionalCriteria;
import org.eclipse.persistence.annotations.BatchFetch;
import org.eclipse.persistence.annotations.JoinFetch;
import org.eclipse.persistence.annotations.OptimisticLocking;
import org.eclipse.persistence.annotations.OptimisticLockingType;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ReplicationPartitioning;
import org.junit.jupiter.api.Test;

class TablePerClassRulesTest {

    @Entity(name = "Top")
    @Partitioned("ByRegion")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class Top extends WithKey {
        @Version
        int version;
    }

    @Entity(name = "Sub")
    static class Sub extends Top {}

    @Entity(name = "Further")
    @SecondaryTable(name = "MORE")
    static class Further extends Top {
        @Column(table = "MORE")
        String more;
    }

    @Entity(name = "Counted")
    @Partitioned("ByRegion")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class Counted {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        long id;

        String region;
    }

    @Entity(name = "Paired")
    @Partitioned("ByRegion")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    @IdClass(Pair.class)
    static class Paired {
        @Id
        long first;

        @Id
        long second;

        String region;
    }

    static class Pair {
        long first;
        long second;

        @Override
        public boolean equals(Object other) {
            return other instanceof Pair pair && first == pair.first && second == pair.second;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(first) + Long.hashCode(second);
        }
    }

    @Entity(name = "Hidden")
    @Partitioned("ByRegion")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    @AdditionalCriteria("this.region IS NOT NULL")
    static class Hidden extends WithKey {}

    @Entity(name = "Locked")
    @Partitioned("ByRegion")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    @OptimisticLocking(type = OptimisticLockingType.ALL_COLUMNS)
    static class Locked extends WithKey {}

    @Entity(name = "Same")
    @Partitioned("Everywhere")
    @ReplicationPartitioning(name = "Everywhere")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class Same {
        @Id
        long id;
    }

    @Entity(name = "SameToo")
    static class SameToo extends Same {}

    /** Related to a class with heirs in all the ways that EclipseLink reads class by class. */
    @Entity(name = "Holder")
    @ColocatedWith("top")
    static class Holder {
        @Id
        long id;

        @ManyToOne
        Top top;

        @OneToOne
        @JoinTable(name = "HOLDER_TOP")
        Top joined;

        @OneToMany
        @JoinColumn(name = "BY_COLUMN")
        List<Top> byColumn;

        @OneToMany(mappedBy = "ordering")
        @OrderBy("text")
        List<Child> ordered;

        @OneToMany(mappedBy = "listing")
        @OrderColumn(name = "PLACE")
        List<Child> listed;

        @OneToMany(mappedBy = "keyed")
        @MapKeyColumn(name = "CALLED")
        Map<String, Child> named;

        @OneToMany(mappedBy = "holder")
        @JoinFetch
        List<Child> atOnce;

        @OneToMany(mappedBy = "holder")
        @BatchFetch
        List<Child> inBatches;

        @OneToMany(mappedBy = "holder")
        List<Child> children;
    }

    @Entity(name = "Child")
    @ColocatedWith("holder")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class Child {
        @Id
        long id;

        String text;

        @ManyToOne
        Holder holder;

        @ManyToOne
        Holder ordering;

        @ManyToOne
        Holder listing;

        @ManyToOne
        Holder keyed;
    }

    @Entity(name = "Grandchild")
    static class Grandchild extends Child {}

    @Entity(name = "Derived")
    @ColocatedWith("holder")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class Derived {
        @Id
        @OneToOne
        Holder holder;
    }

    @Test
    void tablePerClass_isShardedAsItsTopmostEntity() {
        Map<Class<?>, ShardedEntity> entities =
                read(unit(Top.class, Sub.class)).model().entities();
        assertThat(entities.get(Sub.class)).isSameAs(entities.get(Top.class)).isInstanceOf(ShardedEntity.Root.class);
    }

    @Test
    void tablePerClass_withWhatIsNotKnownToBeRight_isRefused() {
        assertThat(problems(unit(
                        Top.class,
                        Further.class,
                        Counted.class,
                        Paired.class,
                        Hidden.class,
                        Locked.class,
                        Same.class,
                        SameToo.class)))
                .contains(
                        refused(
                                "Further",
                                " with a secondary table",
                                "Keep its attributes in the table of the class, or use JOINED or SINGLE_TABLE"),
                        refused(
                                "Counted",
                                " with ids of IDENTITY columns, each of which counts for one class by itself",
                                "Use GenerationType.TABLE, SEQUENCE or UUID, or assign the ids"),
                        refused(
                                "Paired",
                                " with an id of several columns",
                                "Give it an id of one column, or use JOINED or SINGLE_TABLE"),
                        refused("Hidden", " with @AdditionalCriteria", "Use JOINED or SINGLE_TABLE"),
                        refused("Locked", " with @OptimisticLocking by columns", "Use @Version"),
                        refused("Same", " as a reference entity", "Use SINGLE_TABLE"),
                        refused("SameToo", " as a reference entity", "Use SINGLE_TABLE"));
    }

    private static String refused(String entity, String feature, String advice) {
        return "MERIDIAN-053 " + entity + " uses TABLE_PER_CLASS inheritance" + feature
                + ", which is not supported with a sharded or reference entity. " + advice + ".";
    }

    @Test
    void relations_thatEclipseLinkReadsOfOneClassAlone_areRefused() {
        assertThat(problems(unit(Top.class, Sub.class, Holder.class, Child.class, Grandchild.class, Derived.class)))
                .containsExactlyInAnyOrder(
                        refusedRelation("Holder.joined", "a to-one relation by a join table"),
                        refusedRelation("Holder.byColumn", "a relation by a column of its target"),
                        refusedRelation("Holder.ordered", "an ordered relation"),
                        refusedRelation("Holder.listed", "an ordered relation"),
                        refusedRelation("Holder.named", "a map whose keys have a column"),
                        refusedRelation("Holder.atOnce", "a relation with @JoinFetch or @BatchFetch"),
                        refusedRelation("Holder.inBatches", "a relation with @JoinFetch or @BatchFetch"),
                        refusedRelation("Derived.holder", "a relation that is part of the id"));
    }

    private static String refusedRelation(String attribute, String kind) {
        return "MERIDIAN-052 " + attribute + " is " + kind
                + " with TABLE_PER_CLASS inheritance, which is not supported in a sharded entity. Map it otherwise, or keep"
                + " it in an entity of its own.";
    }

    private static ShardedUnit.Builder unit(Class<?>... managed) {
        Class<?>[] all =
                Stream.concat(Stream.of(Place.class), Stream.of(managed)).toArray(Class<?>[]::new);
        return ShardedUnit.with(all).shards("primary", "asia");
    }
}
