package dev.meridian.sharding.internal.eclipselink;

import java.lang.reflect.Field;

/** Replaces parts of EclipseLink for which it has no public setter. */
final class Internals {

    private Internals() {}

    /**
     * @throws IllegalStateException if this version of EclipseLink has no such field
     */
    static void set(Class<?> owner, String field, Object target, Object value) {
        try {
            Field found = owner.getDeclaredField(field);
            found.setAccessible(true);
            found.set(target, value);
        } catch (NoSuchFieldException | IllegalAccessException e) {
            throw new IllegalStateException("This version of EclipseLink is not supported: no " + field, e);
        }
    }
}
