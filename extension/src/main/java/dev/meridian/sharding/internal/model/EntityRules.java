package dev.meridian.sharding.internal.model;

import dev.meridian.sharding.internal.message.Message;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
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

    private final Map<String, Predicate<ClassDescriptor>> unsupported = new LinkedHashMap<>();
    private final Set<String> allowedInReferences = new HashSet<>();
    private final Problems problems;

    EntityRules(Problems problems) {
        this.problems = problems;
        addMappingFeatures();
        addCacheFeatures();
        addQueryFeatures();
    }

    void check(ClassDescriptor entity) {
        String name = Declarations.nameOf(entity);
        tell(entity, feature -> true);
        entity.getCachePolicy().getCacheIndexes().keySet().stream()
                .map(fields -> fields.stream().map(field -> field.getName()).toList())
                .map(columns -> String.join(", ", columns))
                .sorted()
                .forEach(columns -> problems.add(Message.CACHE_INDEX, name, columns));
    }

    /** A reference entity is cached as EclipseLink alone caches it, may be read-only, and is compared table by table. */
    void checkReference(ClassDescriptor entity) {
        tell(entity, feature -> !allowedInReferences.contains(feature));
        if (entity.hasMultipleTables() || hasTableBesideItsParents(entity)) {
            problems.add(
                    Message.UNSUPPORTED_FEATURE, Declarations.nameOf(entity), "several tables as a reference entity");
        }
    }

    // What inherits within its parent's table names no table.
    private static boolean hasTableBesideItsParents(ClassDescriptor entity) {
        return entity.hasInheritance()
                && entity.getInheritancePolicy().isChildDescriptor()
                && !entity.getTables().isEmpty();
    }

    private void tell(ClassDescriptor entity, Predicate<String> applies) {
        unsupported.forEach((feature, isUsed) -> {
            if (applies.test(feature) && isUsed.test(entity)) {
                problems.add(Message.UNSUPPORTED_FEATURE, Declarations.nameOf(entity), feature);
            }
        });
    }

    private void putIfSharded(String feature, Predicate<ClassDescriptor> isUsed) {
        unsupported.put(feature, isUsed);
        allowedInReferences.add(feature);
    }

    private void addMappingFeatures() {
        unsupported.put("a mapping that is not relational", entity -> entity.getClass() != RelationalDescriptor.class);
        unsupported.put("TABLE_PER_CLASS inheritance", ClassDescriptor::hasTablePerClassPolicy);
        unsupported.put(
                "a class extractor",
                entity ->
                        entity.hasInheritance() && entity.getInheritancePolicy().hasClassExtractor());
        unsupported.put(
                "an interface mapping", entity -> entity.hasInterfacePolicy() && !entity.hasTablePerClassPolicy());
        unsupported.put("multitenancy", ClassDescriptor::hasMultitenantPolicy);
        unsupported.put("a history", entity -> entity.getHistoryPolicy() != null);
        unsupported.put("@ReturnInsert or @ReturnUpdate", ClassDescriptor::hasReturningPolicy);
        unsupported.put("@SerializedObject", ClassDescriptor::hasSerializedObjectPolicy);
        unsupported.put("a wrapper", ClassDescriptor::hasWrapperPolicy);
        unsupported.put(
                "an optimistic locking policy of its own",
                entity -> entity.getOptimisticLockingPolicy() != null
                        && isForeign(
                                entity.getOptimisticLockingPolicy().getClass().getName()));
    }

    private void addCacheFeatures() {
        putIfSharded(
                "a cache interceptor",
                entity -> entity.getCachePolicy().getCacheInterceptorClassName() != null
                        || entity.getCachePolicy().getCacheInterceptorClass() != null);
        putIfSharded(
                "an identity map of its own",
                entity -> isForeign(
                        entity.getIdentityMapClass() == null
                                ? null
                                : entity.getIdentityMapClass().getName()));
        putIfSharded(
                "@PrimaryKey(cacheKeyType)", entity -> entity.getCachePolicy().getCacheKeyType() != null);
    }

    private void addQueryFeatures() {
        unsupported.put("a query redirector", EntityRules::hasRedirector);
        unsupported.put("SQL of its own", EntityRules::hasOwnQueries);
        unsupported.put(
                "@ExistenceChecking that assumes",
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
