package dev.meridian.sharding.testkit.oracle;

/**
 * A relation along co-location, or to a reference entity.
 *
 * @param target the name of the entity that it leads to
 * @param inverse the attribute that leads back; empty if it leads to a reference entity
 * @param many whether it holds a collection
 */
public record Relation(String attribute, String target, String inverse, boolean many) {}
