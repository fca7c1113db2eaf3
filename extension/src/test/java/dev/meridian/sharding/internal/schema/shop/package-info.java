/** Entities whose tables have all that schema generation makes: constraints, indexes, delimited names, a sequence's row. */
@NullMarked
package dev.meridian.sharding.internal.schema.shop;

import org.jspecify.annotations.NullMarked;
