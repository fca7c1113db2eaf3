package dev.meridian.sharding.internal.model;

import dev.meridian.sharding.internal.message.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.descriptors.DescriptorQueryManager;
import org.eclipse.persistence.descriptors.RelationalDescriptor;
import org.eclipse.persistence.descriptors.VersionLockingPolicy;
import org.jspecify.annotations.Nullable;

/** Which features of EclipseLink a sharded entity must not use: those that are not known to keep shards apart. */
final class EntityRules {

    private static final String ECLIPSELINK = "org.eclipse.persistence.";

    private final Map<String, Predicate<ClassDescriptor>> unsupported = new LinkedHashMap<>();
    private final Problems problems;

    EntityRules(Problems problems) {
        this.problems = problems;
        addMappingFeatures();
        addCacheFeatures();
        addQueryFeatures();
    }

    void check(ClassDescriptor entity) {
        String name = Declarations.nameOf(entity);
        unsupported.forEach((feature, isUsed) -> {
            if (isUsed.test(entity)) {
                problems.add(Message.UNSUPPORTED_FEATURE, name, feature);
            }
        });
        entity.getCachePolicy().getCacheIndexes().keySet().stream()
                .map(fields -> fields.stream().map(field -> field.getName()).toList())
                .map(columns -> String.join(", ", columns))
                .sorted()
                .forEach(columns -> problems.add(Message.CACHE_INDEX, name, columns));
    }

    private void addMappingFeatures() {
        unsupported.put("a mapping that is not relational", entity -> entity.getClass() != RelationalDescriptor.class);
        unsupported.put("inheritance", entity -> entity.hasInheritance() || entity.hasTablePerClassPolicy());
        unsupported.put(
                "an interface mapping", entity -> entity.hasInterfacePolicy() && !entity.hasTablePerClassPolicy());
        unsupported.put("several tables", ClassDescriptor::hasMultipleTables);
        unsupported.put("multitenancy", ClassDescriptor::hasMultitenantPolicy);
        unsupported.put("a history", entity -> entity.getHistoryPolicy() != null);
        unsupported.put("@ReturnInsert or @ReturnUpdate", ClassDescriptor::hasReturningPolicy);
        unsupported.put("@SerializedObject", ClassDescriptor::hasSerializedObjectPolicy);
        unsupported.put("a wrapper", ClassDescriptor::hasWrapperPolicy);
        unsupported.put("a copy policy of its own", entity -> isForeign(entity.getCopyPolicyClassName()));
        unsupported.put("@ReadOnly", ClassDescriptor::shouldBeReadOnly);
        unsupported.put(
                "optimistic locking other than by @Version",
                entity -> entity.getOptimisticLockingPolicy() != null
                        && !(entity.getOptimisticLockingPolicy() instanceof VersionLockingPolicy));
    }

    private void addCacheFeatures() {
        unsupported.put(
                "a cache interceptor",
                entity -> entity.getCachePolicy().getCacheInterceptorClassName() != null
                        || entity.getCachePolicy().getCacheInterceptorClass() != null);
        unsupported.put(
                "an identity map of its own",
                entity -> isForeign(
                        entity.getIdentityMapClass() == null
                                ? null
                                : entity.getIdentityMapClass().getName()));
        unsupported.put(
                "@PrimaryKey(cacheKeyType)", entity -> entity.getCachePolicy().getCacheKeyType() != null);
    }

    private void addQueryFeatures() {
        unsupported.put("a query redirector", EntityRules::hasRedirector);
        unsupported.put(
                "@AdditionalCriteria", entity -> entity.getQueryManager().hasAdditionalCriteria());
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
