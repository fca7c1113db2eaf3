/** Tests of how statements run on shards. */
@NullMarked
package dev.meridian.sharding.internal.execution;

import org.jspecify.annotations.NullMarked;
