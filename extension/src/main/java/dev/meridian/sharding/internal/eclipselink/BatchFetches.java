package dev.meridian.sharding.internal.eclipselink;

import java.util.Objects;
import org.eclipse.persistence.annotations.BatchFetchType;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.ForeignReferenceMapping;
import org.eclipse.persistence.queries.BatchFetchPolicy;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;

/** What is to be known of a query's batch fetching. */
final class BatchFetches {

    private BatchFetches() {}

    /** Whether a batch of a prepared query repeats the query's conditions, instead of naming the ids that were found. */
    static boolean repeatConditions(DatabaseQuery query) {
        if (!(query instanceof ObjectLevelReadQuery read) || !read.hasBatchReadAttributes()) {
            return false;
        }
        BatchFetchPolicy policy = read.getBatchFetchPolicy();
        return policy.getMappingQueries() == null
                || policy.getMappingQueries().keySet().stream()
                        .anyMatch(mapping -> typeOf(mapping, policy) != BatchFetchType.IN);
    }

    private static BatchFetchType typeOf(DatabaseMapping mapping, BatchFetchPolicy policy) {
        BatchFetchType own = mapping instanceof ForeignReferenceMapping relation ? relation.getBatchFetchType() : null;
        return Objects.requireNonNullElse(own, policy.getType());
    }
}
