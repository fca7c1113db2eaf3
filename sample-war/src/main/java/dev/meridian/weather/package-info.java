/**
 * The sample's entities and where an {@code EntityManager} comes from. In comes what the application stores; out goes
 * what the databases hold. Nothing here knows that there are several databases, except the annotations on the entities.
 */
@NullMarked
package dev.meridian.weather;

import org.jspecify.annotations.NullMarked;
