package dev.meridian.sharding.internal.model;

import static org.assertj.core.api.Assertions.fail;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.testkit.ShardedUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.persistence.sessions.server.ServerSession;

/** Reads the model of a unit where it is read: in a session customizer. */
final class UnitReading {

    private UnitReading() {}

    /** What is read of the unit; it is not logged in to. */
    static ModelReading read(ShardedUnit.Builder unit) {
        return read(unit, session -> {});
    }

    /** The same, of a session that is changed before. */
    static ModelReading read(ShardedUnit.Builder unit, Consumer<ServerSession> change) {
        AtomicReference<ModelReading> reading = new AtomicReference<>();
        try {
            unit.property("eclipselink.logging.level", "OFF")
                    .customizer(session -> {
                        change.accept((ServerSession) session);
                        reading.set(ModelReader.read((ServerSession) session));
                        throw new Enough();
                    })
                    .open()
                    .close();
        } catch (RuntimeException e) {
            rethrowUnlessEnough(e);
        }
        return reading.get();
    }

    /** The lines of the one error that tells all problems. */
    static List<String> problems(ShardedUnit.Builder unit) {
        return problems(unit, session -> {});
    }

    /** The same, of a session that is changed before. */
    static List<String> problems(ShardedUnit.Builder unit, Consumer<ServerSession> change) {
        try {
            read(unit, change);
        } catch (ShardingException e) {
            List<String> lines = e.getMessage().lines().map(String::strip).toList();
            return lines.subList(1, lines.size());
        }
        return fail("no problem was found");
    }

    private static void rethrowUnlessEnough(RuntimeException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ShardingException found) {
                throw found;
            }
            if (cause instanceof Enough) {
                return;
            }
        }
        throw thrown;
    }

    /** Ends the deployment where everything has been read. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
