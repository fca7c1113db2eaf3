package dev.meridian.sharding.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.internal.execution.ScatterProgram.ShardResult;
import java.util.List;
import org.eclipse.persistence.internal.databaseaccess.DatasourceCall;
import org.eclipse.persistence.queries.DataModifyQuery;
import org.eclipse.persistence.queries.SQLCall;
import org.junit.jupiter.api.Test;

class UnitedResultsTest {

    private final UnitedResults united = new UnitedResults(List.of("asia", "europe"), new DataModifyQuery());
    private final DatasourceCall call = new SQLCall();

    @Test
    void combine_numbersOfChangedRows_addsThemUp() {
        call.returnNothing();
        assertThat(united.combine(List.of(new ShardResult("asia", 2), new ShardResult("europe", 3)), call))
                .isEqualTo(5);
    }

    @Test
    void combine_oneRowOfTheSecondShard_isThatRow() {
        call.returnOneRow();
        assertThat(united.combine(List.of(new ShardResult("asia", null), new ShardResult("europe", "row")), call))
                .isEqualTo("row");
    }

    @Test
    void combine_rows_areInTheOrderOfTheShards() {
        call.returnManyRows();
        assertThat(united.combine(
                        List.of(new ShardResult("asia", List.of("a", "b")), new ShardResult("europe", List.of("a"))),
                        call))
                .isEqualTo(List.of("a", "b", "a"));
    }
}
