package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.ReferenceCheck;
import java.util.ArrayList;
import java.util.List;

/**
 * How a shard's rows of a reference entity differ from those that are right.
 *
 * @param rows how many rows it has
 * @param missing the right rows that it has not
 * @param extra its rows that should not be there
 * @param different the right rows of which it has other values
 */
record ReferenceDifference(
        String shard, long rows, List<List<Object>> missing, List<List<Object>> extra, List<List<Object>> different) {

    static ReferenceDifference of(String shard, ReferenceRows found, ReferenceRows right) {
        List<List<Object>> missing = new ArrayList<>();
        List<List<Object>> different = new ArrayList<>();
        right.byId().forEach((id, row) -> {
            List<Object> other = found.find(id);
            if (other == null) {
                missing.add(row);
            } else if (!other.equals(row)) {
                different.add(row);
            }
        });
        List<List<Object>> extra = new ArrayList<>();
        found.byId().forEach((id, row) -> {
            if (right.find(id) == null) {
                extra.add(row);
            }
        });
        return new ReferenceDifference(shard, found.all().size(), missing, extra, different);
    }

    ReferenceCheck.Copy counted() {
        return new ReferenceCheck.Copy(shard, rows, missing.size(), extra.size(), different.size());
    }
}
