package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.RangePartition;
import org.eclipse.persistence.annotations.RangePartitioning;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that EclipseLink alone placed by ranges of their key are found; conditions on the order of keys narrow too. */
class RangePartitioningTest {

    private static final List<Integer> HEIGHTS = List.of(-400, -1, 0, 50, 100, 101, 999, 8849);
    private static final List<String> NAMES = List.of("Aare", "Elbe", "M", "M ", "Nil", "Rhein", "Zambezi", "donau");

    /** The bound 100 is in two ranges: the first wins. */
    @Entity(name = "Peak")
    @Partitioned("ByHeight")
    @RangePartitioning(
            name = "ByHeight",
            partitionColumn = @Column(name = "HEIGHT"),
            partitionValueType = Integer.class,
            partitions = {
                @RangePartition(endValue = "-1", connectionPool = "asia"),
                @RangePartition(startValue = "0", endValue = "100", connectionPool = "europe"),
                @RangePartition(startValue = "100", endValue = "999", connectionPool = "south_america"),
                @RangePartition(startValue = "1000", connectionPool = "default")
            })
    static class Peak {
        @Id
        long id;

        int height;
    }

    @Entity(name = "River")
    @Partitioned("ByName")
    @RangePartitioning(
            name = "ByName",
            partitionColumn = @Column(name = "NAME"),
            partitions = {
                @RangePartition(startValue = "A", endValue = "M", connectionPool = "asia"),
                @RangePartition(startValue = "M", endValue = "Zz", connectionPool = "europe"),
                @RangePartition(startValue = "a", connectionPool = "default")
            })
    static class River {
        @Id
        long id;

        String name;
    }

    private BesideEclipseLink rows;

    @BeforeEach
    void writeWithEclipseLinkAlone() throws SQLException {
        rows = new BesideEclipseLink(
                RangePartitioningTest::persistAll,
                List.of(
                        "CREATE TABLE PEAK (ID BIGINT PRIMARY KEY, HEIGHT INTEGER NOT NULL)",
                        "CREATE TABLE RIVER (ID BIGINT PRIMARY KEY, NAME VARCHAR(30))"),
                Peak.class,
                River.class);
    }

    @AfterEach
    void closeUnit() {
        rows.close();
    }

    private static void persistAll(EntityManager em) {
        for (int i = 0; i < HEIGHTS.size(); i++) {
            em.persist(peak(i, HEIGHTS.get(i)));
        }
        for (int i = 0; i < NAMES.size(); i++) {
            em.persist(river(i, NAMES.get(i)));
        }
    }

    private static Peak peak(long id, int height) {
        Peak peak = new Peak();
        peak.id = id;
        peak.height = height;
        return peak;
    }

    private static River river(long id, String name) {
        River river = new River();
        river.id = id;
        river.name = name;
        return river;
    }

    @Test
    void rowsOfEclipseLink_areFoundByTheirKeyWithOneStatement() throws SQLException {
        for (int i = 0; i < HEIGHTS.size(); i++) {
            String where = rows.shardsOf("PEAK", "ID = " + i).get(0);
            assertThat(rows.ids("SELECT p.id FROM Peak p WHERE p.height = :key", Map.of("key", HEIGHTS.get(i))))
                    .containsExactly((long) i);
            assertThat(rows.unit().log().counts()).isEqualTo(Map.of(where, 1));
        }
    }

    @Test
    void rowsOfEclipseLink_withBlanksThatDoNotCount_areFoundByEither() throws SQLException {
        assertThat(rows.shardsOf("RIVER", "ID = 2")).containsExactly("asia");
        assertThat(rows.shardsOf("RIVER", "ID = 3")).containsExactly("europe");
        for (String name : List.of("M", "M  ")) {
            assertThat(rows.ids("SELECT r.id FROM River r WHERE r.name = :name", Map.of("name", name)))
                    .containsExactlyInAnyOrder(2L, 3L);
            assertThat(rows.unit().log().counts()).containsOnlyKeys("asia", "europe");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    p.height < 0                            | 0 1             | asia
                    p.height < 1                            | 0 1 2           | asia europe
                    p.height <= 100                         | 0 1 2 3 4       | asia europe
                    p.height >= 101                         | 5 6 7           | south_america north_america
                    p.height > 999                          | 7               | north_america
                    p.height BETWEEN 10 AND 60              | 3               | europe
                    p.height BETWEEN 50 AND 101             | 3 4 5           | europe south_america
                    NOT p.height BETWEEN 0 AND 999          | 0 1 7           | asia north_america
                    p.height IN (-1, 8849)                  | 1 7             | asia north_america
                    p.height <> 50 AND p.height < 90        | 0 1 2           | asia europe
                    p.height BETWEEN 60 AND 10              |                 |
                    p.height > 0 AND p.height < 1           |                 |
                    p.height > 100 AND p.height < 102       | 5               | south_america
                    p.height > -1 AND p.height < 100        | 2 3             | europe
                    NOT (p.height <= 50 OR p.height >= 51)  |                 |
                    """)
    void order_narrows(String condition, String ids, String shards) {
        assertThat(rows.ids("SELECT p.id FROM Peak p WHERE " + condition, Map.of()))
                .containsExactlyInAnyOrderElementsOf(
                        words(ids).stream().map(Long::valueOf).toList());
        assertThat(rows.unit().log().counts()).containsOnlyKeys(words(shards).toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    r.name = 'Elbe '                        | 1               | asia
                    r.name = 'Nil'                          | 4               | europe
                    r.name < 'F'                            | 0 1             | asia
                    r.name >= 'N'                           | 4 5 6 7         | europe north_america
                    r.name > 'Zz'                           | 7               | north_america
                    r.name BETWEEN 'B' AND 'M'              | 1 2 3           | asia europe
                    r.name IN ('Aare', 'donau', '0')        | 0 7             | asia north_america
                    NOT r.name <= 'Zz'                      | 7               | north_america
                    """)
    void orderOfTexts_narrows(String condition, String ids, String shards) {
        assertThat(rows.ids("SELECT r.id FROM River r WHERE " + condition, Map.of()))
                .containsExactlyInAnyOrderElementsOf(
                        words(ids).stream().map(Long::valueOf).toList());
        assertThat(rows.unit().log().counts()).containsOnlyKeys(words(shards).toArray(String[]::new));
    }

    private static List<String> words(String text) {
        return text == null ? List.of() : List.of(text.split(" "));
    }

    @Test
    void newRows_goWhereEclipseLinkPutThem() throws SQLException {
        for (int i = 0; i < HEIGHTS.size(); i++) {
            Peak peak = peak(100L + i, HEIGHTS.get(i));
            rows.write(em -> em.persist(peak));
            assertThat(rows.shardsOf("PEAK", "ID = " + (100 + i))).isEqualTo(rows.shardsOf("PEAK", "ID = " + i));
        }
        for (int i = 0; i < NAMES.size(); i++) {
            River river = river(100L + i, NAMES.get(i));
            rows.write(em -> em.persist(river));
            assertThat(rows.shardsOf("RIVER", "ID = " + (100 + i))).isEqualTo(rows.shardsOf("RIVER", "ID = " + i));
        }
    }

    @Test
    void keyInNoRange_cannotBeWritten_andIsReadNowhere() {
        assertThatThrownBy(() -> rows.write(em -> em.persist(river(200, "1"))))
                .rootCause()
                .hasMessageStartingWith("MERIDIAN-010");
        assertThat(rows.ids("SELECT r.id FROM River r WHERE r.name = '1'", Map.of()))
                .isEmpty();
        assertThat(rows.unit().log().counts()).isEmpty();
    }
}
