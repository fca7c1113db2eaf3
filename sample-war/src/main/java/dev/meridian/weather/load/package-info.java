/**
 * Fills empty databases when the application starts. In come the cities that ship with the application; out goes what an
 * {@code EntityManager} stores. Nothing here knows which database a city goes to.
 */
@NullMarked
package dev.meridian.weather.load;

import org.jspecify.annotations.NullMarked;
