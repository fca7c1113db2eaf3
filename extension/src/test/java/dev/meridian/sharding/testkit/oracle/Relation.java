package dev.meridian.sharding.testkit.oracle;

/**
 * A relation along co-location.
 *
 * @param target the name of the entity that it leads to
 * @param inverse the attribute that leads back
 * @param many whether it holds a collection
 */
public record Relation(String attribute, String target, String inverse, boolean many) {}
