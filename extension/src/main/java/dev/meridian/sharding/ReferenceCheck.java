package dev.meridian.sharding;

import java.util.List;

/**
 * What a comparison of the shards' rows of a reference entity has found. Immutable; it holds numbers, and no data.
 *
 * @param entity the entity's name
 * @param baseline the shard that the others were compared with
 * @param copies one for each shard of the entity, in the order of the shards; the baseline is one of them
 */
public record ReferenceCheck(String entity, String baseline, List<Copy> copies) {

    public ReferenceCheck {
        copies = List.copyOf(copies);
    }

    /**
     * The rows of one shard.
     *
     * @param shard the shard's name
     * @param rows how many it has
     * @param missing how many ids of the baseline it does not have
     * @param extra how many ids it has that the baseline does not have
     * @param different how many rows have an id of the baseline and other values
     */
    public record Copy(String shard, long rows, long missing, long extra, long different) {

        /** Whether its rows are those of the baseline. */
        public boolean isSame() {
            return missing == 0 && extra == 0 && different == 0;
        }
    }

    /** Whether all shards have the same rows. */
    public boolean isSame() {
        return copies.stream().allMatch(Copy::isSame);
    }
}
