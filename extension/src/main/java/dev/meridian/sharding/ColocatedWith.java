package dev.meridian.sharding;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stores an entity in the shard of the entity that one of its attributes points to.
 *
 * <p>In {@code eclipselink-orm.xml} the entity property {@code meridian.colocated-with} says the same.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ColocatedWith {

    /**
     * The name of a to-one attribute whose target is sharded: a root, or itself co-located. In an embeddable it is named
     * after that and a dot.
     */
    String value();
}
