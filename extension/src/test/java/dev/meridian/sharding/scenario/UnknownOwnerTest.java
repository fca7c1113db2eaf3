package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.testkit.weather.Report;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.queries.DeleteObjectQuery;
import org.eclipse.persistence.sessions.DatabaseRecord;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.junit.jupiter.api.Test;

/** A write that came past the persistence context, with an object of which nobody knows the shard. */
class UnknownOwnerTest extends WeatherTest {

    @Test
    void write_ofObjectOfUnknownShard_isRefused() {
        ServerSession session = unit.emf().unwrap(ServerSession.class);
        ClassDescriptor descriptor = session.getDescriptor(Report.class);
        DeleteObjectQuery delete = new DeleteObjectQuery(new Report(null, 1));
        delete.setDescriptor(descriptor);
        assertThatThrownBy(() -> descriptor
                        .getPartitioningPolicy()
                        .getConnectionsForQuery(session, delete, new DatabaseRecord()))
                .hasMessageStartingWith("MERIDIAN-019 Cannot write Report");
    }
}
