package dev.meridian.sharding.internal.write;

/** A value that the application has set, and not the driver told: EclipseLink knows how the database takes it. */
record OwnValue(Object value) {}
