package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Derby's {@code =} does not see blanks at the end; EclipseLink's map does. */
class PaddedKeyTest {

    @Entity(name = "Harbour")
    @Partitioned("ByContinentOrElse")
    @ValuePartitioning(
            name = "ByContinentOrElse",
            partitionColumn = @Column(name = "CONTINENT"),
            partitions = @ValuePartition(value = "Asia", connectionPool = "asia"),
            defaultConnectionPool = "europe")
    static class Harbour {
        @Id
        long id;

        String continent;
    }

    private BesideEclipseLink rows;

    @BeforeEach
    void writeWithEclipseLinkAlone() throws SQLException {
        rows = new BesideEclipseLink(
                List.of("north_america", "asia", "europe"),
                em -> {
                    em.persist(harbour(1, "Asia"));
                    em.persist(harbour(2, "Asia "));
                },
                List.of("CREATE TABLE HARBOUR (ID BIGINT PRIMARY KEY, CONTINENT VARCHAR(30))"),
                Harbour.class);
    }

    @AfterEach
    void closeUnit() {
        rows.close();
    }

    private static Harbour harbour(long id, String continent) {
        Harbour harbour = new Harbour();
        harbour.id = id;
        harbour.continent = continent;
        return harbour;
    }

    @Test
    void rowsOfEclipseLink_areFoundInBothShards() {
        assertThat(rows.ids("SELECT h.id FROM Harbour h WHERE h.continent = 'Asia'", Map.of()))
                .containsExactlyInAnyOrder(1L, 2L);
        assertThat(rows.unit().log().counts()).isEqualTo(Map.of("asia", 1, "europe", 1));
    }

    @Test
    void persist_textThatIsAMappedOneToTheDatabaseOnly_isRefused() {
        assertThatThrownBy(() -> rows.write(em -> em.persist(harbour(3, "Asia  "))))
                .rootCause()
                .hasMessageStartingWith("MERIDIAN-010 Cannot persist Harbour")
                .hasMessageNotContaining("Asia");
        assertThat(rows.unit().log().counts()).isEmpty();
    }

    @Test
    void persist_otherTextWithBlanks_goesToTheDefaultShard() throws SQLException {
        rows.write(em -> em.persist(harbour(3, "Atlantis ")));
        assertThat(rows.shardsOf("HARBOUR", "ID = 3")).containsExactly("europe");
    }

    @Test
    void change_toATextThatIsAMappedOneToTheDatabaseOnly_isRefused() {
        assertThatThrownBy(() -> rows.write(em -> em.find(Harbour.class, 1L).continent = "Asia  "))
                .rootCause()
                .hasMessageStartingWith("MERIDIAN-010");
    }
}
