/**
 * The wiring: hangs the other rooms into EclipseLink's hooks.
 *
 * <p>In: a session before its login. Out: the same session, sharded. The only room that knows all the others; nobody imports
 * it but the session customizer.
 */
@NullMarked
package dev.meridian.sharding.internal.eclipselink;

import org.jspecify.annotations.NullMarked;
