/**
 * The application over HTTP. In come requests, all of them checked; out goes JSON, and of everything the shard that it came
 * from and how the request was routed. Nothing here knows data sources or connections.
 */
@NullMarked
package dev.meridian.weather.rest;

import org.jspecify.annotations.NullMarked;
