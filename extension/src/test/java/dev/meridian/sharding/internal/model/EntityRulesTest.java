package dev.meridian.sharding.internal.model;

import static dev.meridian.sharding.internal.model.UnitReading.problems;
import static dev.meridian.sharding.internal.model.UnitReading.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.ColocatedWith;
import dev.meridian.sharding.internal.model.Entities.Place;
import dev.meridian.sharding.internal.model.Entities.WithKey;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Inheritance;
import jakarta.persistence.ManyToOne;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.persistence.annotations.Cache;
import org.eclipse.persistence.annotations.CacheIndex;
import org.eclipse.persistence.annotations.CacheIsolationType;
import org.eclipse.persistence.annotations.CacheKeyType;
import org.eclipse.persistence.annotations.CacheType;
import org.eclipse.persistence.annotations.ExistenceChecking;
import org.eclipse.persistence.annotations.ExistenceType;
import org.eclipse.persistence.annotations.Multitenant;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.PinnedPartitioning;
import org.eclipse.persistence.annotations.PrimaryKey;
import org.eclipse.persistence.annotations.ReturnInsert;
import org.eclipse.persistence.descriptors.AllFieldsLockingPolicy;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.descriptors.ClassExtractor;
import org.eclipse.persistence.descriptors.WrapperPolicy;
import org.eclipse.persistence.history.HistoryPolicy;
import org.eclipse.persistence.internal.identitymaps.FullIdentityMap;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.MethodBaseQueryRedirector;
import org.eclipse.persistence.sessions.DataRecord;
import org.eclipse.persistence.sessions.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EntityRulesTest {

    @Entity(name = "Uncached")
    @Partitioned("ByRegion")
    @Cacheable(false)
    static class Uncached extends WithKey {}

    @Entity(name = "Weak")
    @Partitioned("ByRegion")
    @Cache(type = CacheType.WEAK, isolation = CacheIsolationType.PROTECTED, alwaysRefresh = true)
    static class Weak extends WithKey {}

    @Entity(name = "Single")
    @Partitioned("ByRegion")
    static class Single extends WithKey {}

    @Entity(name = "SubSingle")
    static class SubSingle extends Single {}

    @Entity(name = "Above")
    static class Above extends WithKey {}

    @Entity(name = "Below")
    @Partitioned("ByRegion")
    static class Below extends Above {}

    @Entity(name = "Moved")
    @Partitioned("Elsewhere")
    @PinnedPartitioning(name = "Elsewhere", connectionPool = "asia")
    static class Moved extends Place {}

    @Entity(name = "Attached")
    @ColocatedWith("other")
    static class Attached extends Place {
        @ManyToOne
        Place other;
    }

    public static class Extractor extends ClassExtractor {
        @Override
        @SuppressWarnings("unchecked") // EclipseLink wants whatever class the row is of
        public <T> Class<T> extractClassFromRow(DataRecord row, Session session) {
            return (Class<T>) Extracted.class;
        }
    }

    @Entity(name = "Extracted")
    @Partitioned("ByRegion")
    @Inheritance
    @org.eclipse.persistence.annotations.ClassExtractor(Extractor.class)
    static class Extracted extends WithKey {}

    @Entity(name = "SubExtracted")
    static class SubExtracted extends Extracted {}

    @Entity(name = "Bad")
    @Partitioned("ByRegion")
    @ExistenceChecking(ExistenceType.ASSUME_EXISTENCE)
    @PrimaryKey(cacheKeyType = CacheKeyType.ID_VALUE)
    static class Bad extends WithKey {
        @ReturnInsert
        String returned;
    }

    @Entity(name = "Tenant")
    @Partitioned("ByRegion")
    @Multitenant
    static class Tenant extends WithKey {}

    @Entity(name = "Indexed")
    @Partitioned("ByRegion")
    @CacheIndex(columnNames = {"REGION", "NAME"})
    static class Indexed extends WithKey {
        @CacheIndex
        String name;
    }

    @Test
    void cacheSettings_thatChangeNoIdentity_areAllowed() {
        assertThat(read(unit(Uncached.class, Weak.class)).isSharded()).isTrue();
    }

    @Test
    void subclass_isShardedAsItsParent() {
        Map<Class<?>, ShardedEntity> entities =
                read(unit(Single.class, SubSingle.class)).model().entities();
        assertThat(entities.get(SubSingle.class))
                .isSameAs(entities.get(Single.class))
                .isInstanceOf(ShardedEntity.Root.class);
    }

    @Test
    void subclass_withAnotherShardingThanItsParent_isRefused() {
        assertThat(problems(unit(Above.class, Below.class, Place.class, Moved.class, Attached.class)))
                .contains(
                        "MERIDIAN-095 Below declares another sharding than Above, which it inherits from. What inherits is"
                                + " sharded as the topmost entity: say it there alone.",
                        "MERIDIAN-095 Moved declares another sharding than Place, which it inherits from. What inherits is"
                                + " sharded as the topmost entity: say it there alone.",
                        "MERIDIAN-095 Attached declares another sharding than Place, which it inherits from. What inherits"
                                + " is sharded as the topmost entity: say it there alone.");
    }

    @Test
    void classExtractor_isRefused() {
        assertThat(problems(unit(Extracted.class, SubExtracted.class)))
                .contains(refused("Extracted", "a class extractor", "Use a discriminator column"));
    }

    @Test
    void features_thatAreNotKnownToBeRight_areRefused() {
        assertThat(problems(unit(Bad.class)))
                .containsExactly(
                        refused(
                                "Bad",
                                "@ReturnInsert or @ReturnUpdate",
                                "Refresh the object after the flush to read what the database has set"),
                        refused("Bad", "@PrimaryKey(cacheKeyType)", "Remove it: a key in the cache bears its shard"),
                        refused(
                                "Bad",
                                "@ExistenceChecking that assumes",
                                "Remove it: whether a row exists is asked of the shards"));
    }

    @Test
    void multitenancy_isRefused() {
        assertThat(problems(unit(Tenant.class)))
                .contains(refused(
                        "Tenant",
                        "multitenancy",
                        "Make the tenant its shard key, or hide the rows of others with @AdditionalCriteria"));
    }

    @Test
    void cacheIndex_isRefused() {
        assertThat(problems(unit(Indexed.class)))
                .containsExactly(
                        "MERIDIAN-057 Indexed has a @CacheIndex on NAME, which does not tell the shards apart. Remove it.",
                        "MERIDIAN-057 Indexed has a @CacheIndex on REGION, NAME, which does not tell the shards apart."
                                + " Remove it.");
    }

    @SuppressWarnings("serial")
    static final class OwnLocking extends AllFieldsLockingPolicy {}

    @SuppressWarnings("serial")
    static final class OwnWrapper implements WrapperPolicy {
        @Override
        public void initialize(AbstractSession session) {}

        @Override
        public boolean isWrapped(Object object) {
            return false;
        }

        @Override
        public void setDescriptor(ClassDescriptor descriptor) {}

        @Override
        public Object unwrapObject(Object object, AbstractSession session) {
            return object;
        }

        @Override
        public Object wrapObject(Object object, AbstractSession session) {
            return object;
        }

        @Override
        public boolean isTraversable() {
            return true;
        }
    }

    @SuppressWarnings("serial")
    static final class OwnMap extends FullIdentityMap {
        OwnMap() {
            super(1, null, null, false);
        }
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change(
                        "an optimistic locking policy of its own",
                        "Use @Version or @OptimisticLocking",
                        entity -> entity.setOptimisticLockingPolicy(new OwnLocking())),
                change(
                        "a history",
                        "Keep past states as entities of their own that are co-located with it",
                        entity -> entity.setHistoryPolicy(new HistoryPolicy())),
                change(
                        "a cache interceptor",
                        "Say with @Cache what is cached",
                        entity -> entity.setCacheInterceptorClassName("X")),
                change(
                        "an identity map of its own",
                        "Use a CacheType of EclipseLink",
                        entity -> entity.setIdentityMapClass(OwnMap.class)),
                change("a wrapper", "Remove the wrapper policy", entity -> entity.setWrapperPolicy(new OwnWrapper())),
                change(
                        "SQL of its own",
                        "Use native queries that are pinned to a shard with the hint eclipselink.partitioning",
                        entity -> entity.getQueryManager().setInsertSQLString("INSERT")),
                change(
                        "SQL of its own",
                        "Use native queries that are pinned to a shard with the hint eclipselink.partitioning",
                        entity -> entity.getQueryManager().setReadObjectSQLString("SELECT")),
                change(
                        "a query redirector",
                        "Pin single queries with the hint eclipselink.partitioning instead",
                        entity -> entity.setDefaultQueryRedirector(new MethodBaseQueryRedirector())),
                change(
                        "a query redirector",
                        "Pin single queries with the hint eclipselink.partitioning instead",
                        entity -> entity.setDefaultDeleteObjectQueryRedirector(new MethodBaseQueryRedirector())));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void feature_setByCode_isRefused(String feature, String advice, Consumer<ClassDescriptor> change) {
        assertThat(problems(unit(), session -> change.accept(session.getClassDescriptor(Place.class))))
                .containsExactly(refused("Place", feature, advice));
    }

    private static Arguments change(String feature, String advice, Consumer<ClassDescriptor> change) {
        return Arguments.of(feature, advice, change);
    }

    private static String refused(String entity, String feature, String advice) {
        return "MERIDIAN-053 " + entity + " uses " + feature
                + ", which is not supported with a sharded or reference entity. " + advice + ".";
    }

    private static ShardedUnit.Builder unit(Class<?>... managed) {
        Class<?>[] all =
                Stream.concat(Stream.of(Place.class), Stream.of(managed)).toArray(Class<?>[]::new);
        return ShardedUnit.with(all).shards("primary", "asia");
    }
}
