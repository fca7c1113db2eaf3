package dev.meridian.sharding.outside;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.outside.Company.Employee;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.persistence.annotations.HashPartitioning;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.Partitioning;
import org.eclipse.persistence.annotations.RoundRobinPartitioning;
import org.eclipse.persistence.annotations.UnionPartitioning;
import org.eclipse.persistence.descriptors.partitioning.PartitioningPolicy;
import org.eclipse.persistence.internal.databaseaccess.Accessor;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What EclipseLink's own model of a company does and Meridian does not answer for is refused at login, by name. */
class CompanyRefusalTest {

    @MappedSuperclass
    abstract static class WithId {
        @Id
        int id;
    }

    @Entity(name = "News")
    @Partitioned("Around")
    @RoundRobinPartitioning(name = "Around", replicateWrites = true)
    static class News extends WithId {}

    @Entity(name = "Rumour")
    @Partitioned("AllNodes")
    @UnionPartitioning(name = "AllNodes", replicateWrites = true)
    static class Rumour extends WithId {}

    @Entity(name = "Mail")
    @Partitioned("Own")
    @Partitioning(name = "Own", partitioningClass = OwnPolicy.class)
    static class Mail extends WithId {}

    /** A policy of the application's own. */
    public static final class OwnPolicy extends PartitioningPolicy {
        @Serial
        private static final long serialVersionUID = 1;

        @Override
        public List<Accessor> getConnectionsForQuery(
                AbstractSession session, DatabaseQuery query, AbstractRecord arguments) {
            return List.of();
        }
    }

    @Entity(name = "Boss")
    @Partitioned("ByBoss")
    @HashPartitioning(
            name = "ByBoss",
            partitionColumn = @Column(name = "ID"),
            connectionPools = {"default", "asia", "europe", "south_america"})
    static class Boss extends WithId {}

    @Entity(name = "Bureau")
    @Partitioned("ByBureau")
    @HashPartitioning(
            name = "ByBureau",
            partitionColumn = @Column(name = "ID"),
            connectionPools = {"default", "asia", "europe", "south_america"})
    static class Bureau extends WithId {
        @ManyToOne
        @JoinColumn(name = "HEAD_NO", referencedColumnName = "EMP_NO")
        @JoinColumn(name = "HEAD_CITY", referencedColumnName = "CITY")
        Employee head;
    }

    @Entity(name = "Gang")
    @Partitioned("ByGang")
    @HashPartitioning(
            name = "ByGang",
            partitionColumn = @Column(name = "ID"),
            connectionPools = {"default", "asia", "europe", "south_america"})
    static class Gang extends WithId {
        @OneToMany
        @Partitioned("ByGang")
        List<Boss> bosses = new ArrayList<>();
    }

    /** Projects and employees of two shard maps have no shard in common for what relates them. */
    @Entity(name = "Crew")
    @Partitioned("ByCrew")
    @HashPartitioning(name = "ByCrew", partitionColumn = @Column(name = "ID"))
    static class Crew extends WithId {
        @ManyToMany
        Set<Employee> members = new HashSet<>();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(new Class<?>[] {News.class}, "MERIDIAN-038 News"),
                Arguments.of(new Class<?>[] {Rumour.class}, "MERIDIAN-038 Rumour"),
                Arguments.of(new Class<?>[] {Mail.class}, "MERIDIAN-038 Mail"),
                Arguments.of(
                        new Class<?>[] {Bureau.class},
                        "MERIDIAN-056 Bureau.head points to the sharded entity Employee"),
                Arguments.of(
                        new Class<?>[] {Crew.class}, "MERIDIAN-056 Crew.members points to the sharded entity Employee"),
                Arguments.of(
                        new Class<?>[] {Gang.class, Boss.class},
                        "MERIDIAN-039 Gang.bosses has the partitioning policy ByGang of its own"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void mapping_beyondWhatIsKnownToBeRight_isRefusedAtLogin(Class<?>[] added, String problem) {
        Class<?>[] all = Stream.concat(Arrays.stream(Company.ENTITIES), Arrays.stream(added))
                .toArray(Class<?>[]::new);
        assertThatThrownBy(() -> ShardedUnit.with(all)
                        .property("eclipselink.logging.level", "OFF")
                        .open()
                        .close())
                .hasStackTraceContaining("MERIDIAN-001")
                .hasStackTraceContaining(problem);
    }

    @ParameterizedTest
    @MethodSource("properties")
    void property_thatSendsRowsElsewhere_isRefusedAtLogin(String property, String value, String problem) {
        assertThatThrownBy(() -> ShardedUnit.with(Company.ENTITIES)
                        .property("eclipselink.logging.level", "OFF")
                        .property(property, value)
                        .open()
                        .close())
                .hasStackTraceContaining(problem);
    }

    static Stream<Arguments> properties() {
        return Stream.of(
                Arguments.of("eclipselink.connection-pool.europe.failover", "asia", "MERIDIAN-059"),
                Arguments.of("eclipselink.partitioning", "ByCity", "MERIDIAN-040"),
                Arguments.of("eclipselink.jdbc.exclusive-connection.mode", "Always", "MERIDIAN-037"));
    }
}
