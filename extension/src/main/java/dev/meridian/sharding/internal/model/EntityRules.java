package dev.meridian.sharding.internal.model;

import dev.meridian.sharding.internal.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.descriptors.DescriptorQueryManager;
import org.eclipse.persistence.descriptors.RelationalDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Which features of EclipseLink a sharded or reference entity must not use: those that are not known to keep shards apart,
 * or alike.
 */
final class EntityRules {

    private static final String ECLIPSELINK = "org.eclipse.persistence.";

    /**
     * A feature that is refused.
     *
     * @param advice what to do instead
     */
    private record Unsupported(
            String feature, String advice, boolean inReferencesToo, Predicate<ClassDescriptor> isUsed) {}

    private final List<Unsupported> unsupported = new ArrayList<>();
    private final Problems problems;

    EntityRules(Problems problems) {
        this.problems = problems;
        addMappingFeatures();
        addCacheFeatures();
        addQueryFeatures();
    }

    void check(ClassDescriptor entity) {
        String name = Declarations.nameOf(entity);
        tell(entity, unsupported);
        entity.getCachePolicy().getCacheIndexes().keySet().stream()
                .map(fields -> fields.stream().map(field -> field.getName()).toList())
                .map(columns -> String.join(", ", columns))
                .sorted()
                .forEach(columns -> problems.add(Message.CACHE_INDEX, name, columns));
    }

    /** A reference entity is cached as EclipseLink alone caches it, may be read-only, and is compared table by table. */
    void checkReference(ClassDescriptor entity) {
        tell(entity, unsupported.stream().filter(Unsupported::inReferencesToo).toList());
        if (entity.hasTablePerClassPolicy()) {
            problems.add(
                    Message.UNSUPPORTED_FEATURE,
                    Declarations.nameOf(entity),
                    "TABLE_PER_CLASS inheritance as a reference entity",
                    "Use SINGLE_TABLE");
        }
        if (entity.hasMultipleTables() || hasTableBesideItsParents(entity)) {
            problems.add(
                    Message.UNSUPPORTED_FEATURE,
                    Declarations.nameOf(entity),
                    "several tables as a reference entity",
                    "Keep its attributes in one table");
        }
    }

    // What inherits within its parent's table names no table.
    private static boolean hasTableBesideItsParents(ClassDescriptor entity) {
        return entity.hasInheritance()
                && entity.getInheritancePolicy().isChildDescriptor()
                && !entity.getTables().isEmpty();
    }

    private void tell(ClassDescriptor entity, List<Unsupported> features) {
        features.stream()
                .filter(feature -> feature.isUsed().test(entity))
                .forEach(feature -> problems.add(
                        Message.UNSUPPORTED_FEATURE, Declarations.nameOf(entity), feature.feature(), feature.advice()));
    }

    private void refuse(String feature, String advice, Predicate<ClassDescriptor> isUsed) {
        unsupported.add(new Unsupported(feature, advice, true, isUsed));
    }

    private void refuseIfSharded(String feature, String advice, Predicate<ClassDescriptor> isUsed) {
        unsupported.add(new Unsupported(feature, advice, false, isUsed));
    }

    private void addMappingFeatures() {
        refuse(
                "a mapping that is not relational",
                "Map it to tables",
                entity -> entity.getClass() != RelationalDescriptor.class);
        refuse(
                "a class extractor",
                "Use a discriminator column",
                entity ->
                        entity.hasInheritance() && entity.getInheritancePolicy().hasClassExtractor());
        refuse(
                "an interface mapping",
                "Map the classes",
                entity -> entity.hasInterfacePolicy() && !entity.hasTablePerClassPolicy());
        refuse(
                "multitenancy",
                "Make the tenant its shard key, or hide the rows of others with @AdditionalCriteria",
                ClassDescriptor::hasMultitenantPolicy);
        refuse(
                "a history",
                "Keep past states as entities of their own that are co-located with it",
                entity -> entity.getHistoryPolicy() != null);
        refuse(
                "@ReturnInsert or @ReturnUpdate",
                "Refresh the object after the flush to read what the database has set",
                ClassDescriptor::hasReturningPolicy);
        refuse("@SerializedObject", "Map its attributes", ClassDescriptor::hasSerializedObjectPolicy);
        refuse("a wrapper", "Remove the wrapper policy", ClassDescriptor::hasWrapperPolicy);
        refuse(
                "an optimistic locking policy of its own",
                "Use @Version or @OptimisticLocking",
                entity -> entity.getOptimisticLockingPolicy() != null
                        && isForeign(
                                entity.getOptimisticLockingPolicy().getClass().getName()));
    }

    private void addCacheFeatures() {
        refuseIfSharded(
                "a cache interceptor",
                "Say with @Cache what is cached",
                entity -> entity.getCachePolicy().getCacheInterceptorClassName() != null
                        || entity.getCachePolicy().getCacheInterceptorClass() != null);
        refuseIfSharded(
                "an identity map of its own",
                "Use a CacheType of EclipseLink",
                entity -> isForeign(
                        entity.getIdentityMapClass() == null
                                ? null
                                : entity.getIdentityMapClass().getName()));
        refuseIfSharded(
                "@PrimaryKey(cacheKeyType)",
                "Remove it: a key in the cache bears its shard",
                entity -> entity.getCachePolicy().getCacheKeyType() != null);
    }

    private void addQueryFeatures() {
        refuse(
                "a query redirector",
                "Pin single queries with the hint eclipselink.partitioning instead",
                EntityRules::hasRedirector);
        refuse(
                "SQL of its own",
                "Use native queries that are pinned to a shard with the hint eclipselink.partitioning",
                EntityRules::hasOwnQueries);
        refuse(
                "@ExistenceChecking that assumes",
                "Remove it: whether a row exists is asked of the shards",
                entity -> entity.getQueryManager().getDoesExistQuery().shouldAssumeExistenceForDoesExist()
                        || entity.getQueryManager().getDoesExistQuery().shouldAssumeNonExistenceForDoesExist());
    }

    private static boolean hasOwnQueries(ClassDescriptor entity) {
        DescriptorQueryManager queries = entity.getQueryManager();
        return queries.hasReadObjectQuery()
                || queries.hasReadAllQuery()
                || queries.hasInsertQuery()
                || queries.hasUpdateQuery()
                || queries.hasDeleteQuery();
    }

    private static boolean hasRedirector(ClassDescriptor entity) {
        return entity.getDefaultQueryRedirector() != null
                || entity.getDefaultReadObjectQueryRedirector() != null
                || entity.getDefaultReadAllQueryRedirector() != null
                || entity.getDefaultReportQueryRedirector() != null
                || entity.getDefaultInsertObjectQueryRedirector() != null
                || entity.getDefaultUpdateObjectQueryRedirector() != null
                || entity.getDefaultDeleteObjectQueryRedirector() != null;
    }

    private static boolean isForeign(@Nullable String className) {
        return className != null && !className.startsWith(ECLIPSELINK);
    }
}
