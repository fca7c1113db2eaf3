package dev.meridian.sharding.internal.plan;

import org.eclipse.persistence.queries.DatabaseQuery;

/** Names a query for people. */
final class Subject {

    private Subject() {}

    static String of(DatabaseQuery query) {
        return query.getDescriptor() == null
                ? "the query"
                : "the query over " + query.getDescriptor().getAlias();
    }
}
