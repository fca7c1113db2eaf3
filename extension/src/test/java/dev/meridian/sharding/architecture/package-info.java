/** What must hold for the code as a whole: which room may know which, and what no class may do. */
@NullMarked
package dev.meridian.sharding.architecture;

import org.jspecify.annotations.NullMarked;
