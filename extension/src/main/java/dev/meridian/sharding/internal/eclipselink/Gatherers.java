package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.internal.gather.DatabaseValues;
import dev.meridian.sharding.internal.gather.Gatherer;
import java.util.function.Function;
import org.eclipse.persistence.internal.sessions.AbstractSession;

/** Makes the gatherer of a session, which knows how the session's database compares and calculates. Thread-safe. */
final class Gatherers {

    private final Function<AbstractSession, DatabaseValues> values;
    private final Function<DatabaseValues, Gatherer> maker;

    Gatherers(Function<AbstractSession, DatabaseValues> values, Function<DatabaseValues, Gatherer> maker) {
        this.values = values;
        this.maker = maker;
    }

    Gatherer of(AbstractSession session) {
        return maker.apply(values.apply(session));
    }
}
