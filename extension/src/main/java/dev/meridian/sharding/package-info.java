/**
 * The public vocabulary of Meridian: what an application names in its mapping, its configuration and its calls.
 *
 * <p>Everything here is meant to be used from outside. Nothing here imports the {@code internal} packages, except
 * the session customizer, which is the door through which EclipseLink switches the extension on.
 */
@NullMarked
package dev.meridian.sharding;

import org.jspecify.annotations.NullMarked;
