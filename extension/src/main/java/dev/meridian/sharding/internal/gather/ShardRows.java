package dev.meridian.sharding.internal.gather;

import java.util.Iterator;

/**
 * The rows that one shard delivers, read lazily and once. Who made the stream closes it; the gather may stop early.
 *
 * @param shard the shard's name
 * @param rows in the order of the plan where it merges
 */
public record ShardRows(String shard, Iterator<GatherRow> rows) {}
