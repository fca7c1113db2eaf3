package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.internal.gather.DatabaseValues;
import dev.meridian.sharding.internal.gather.DerbyValues;
import org.eclipse.persistence.internal.sessions.AbstractSession;

/** Knows how the database behind a connected session compares and calculates. */
final class Databases {

    private Databases() {}

    static DatabaseValues valuesOf(AbstractSession session) {
        return new DerbyValues();
    }
}
