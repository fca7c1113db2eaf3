package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.testkit.ShardedUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The same with a table for each class. */
class JoinedInheritanceTest extends InheritanceTest {

    @Override
    ShardedUnit.Builder configure(ShardedUnit.Builder builder) {
        return builder.mappingFiles("META-INF/joined-orm.xml");
    }

    /** EclipseLink itself cannot prepare a join with TREAT over several tables. */
    static Stream<String> queries() {
        return InheritanceTest.queries().filter(jpql -> !jpql.contains("JOIN TREAT"));
    }

    @Test
    void rows_ofAllTables_areInTheShard() {
        assertThat(both.shardsOf("RACER", "1 = 1")).containsExactly("europe", "south_america");
        assertThat(both.shardsOf("CAR", "DOORS = 3")).containsExactly("asia", "europe");
        assertThat(both.shardsOf("LONGTRIP", "DAYS > 1")).containsExactly("asia", "europe");
    }

    @Test
    void bulkUpdate_ofOneTableByAnother_countsAllShards() {
        String after = "SELECT v FROM Vehicle v ORDER BY v.id";
        both.execute("UPDATE Car c SET c.weight = c.doors", after);
        both.execute("UPDATE Car c SET c.weight = c.doors, c.doors = c.weight WHERE c.doors > 2", after);
        both.execute("UPDATE Truck t SET t.capacity = t.weight WHERE t.continent = 'Europe'", after);
        both.execute("UPDATE Racer r SET r.doors = r.speed, r.weight = r.doors, r.speed = r.weight", after);
        both.execute("UPDATE Racer r SET r.doors = r.speed, r.weight = r.doors, r.speed = r.weight", after);
    }
}
