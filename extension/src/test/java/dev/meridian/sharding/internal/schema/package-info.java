/** Tests of what Meridian does with EclipseLink's schema generation and id allocation, over databases in memory. */
@NullMarked
package dev.meridian.sharding.internal.schema;

import org.jspecify.annotations.NullMarked;
