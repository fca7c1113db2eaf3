/**
 * The message catalogue: every error that Meridian can raise, with its code and its text.
 *
 * <p>In come names (entities, attributes, pools, properties), out goes an exception or a line of text. Every room may
 * use it; it must not know any of them, and no key values or data pass through it.
 */
@NullMarked
package dev.meridian.sharding.internal.message;

import org.jspecify.annotations.NullMarked;
