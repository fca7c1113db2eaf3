package dev.meridian.sharding.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of the files under {@code /narrowing}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenCasesTest {

    private static final List<String> FILES = List.of(
            "equality",
            "logic",
            "paths",
            "order",
            "nulls",
            "joins",
            "subqueries",
            "entities",
            "unions",
            "bulk",
            "computed",
            "rest");

    private WeatherAnalysis weather;

    @BeforeAll
    void open() {
        weather = new WeatherAnalysis();
    }

    @AfterAll
    void close() {
        weather.close();
    }

    static Stream<GoldenCase> cases() {
        return FILES.stream().flatMap(file -> GoldenCase.read("/narrowing/" + file + ".txt").stream());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void query_findsWhatItsConditionsProve(GoldenCase golden) {
        QueryAnalysis analysis = weather.analyze(golden.query(), golden.parameters());

        assertThat(GoldenCase.describe(analysis)).isEqualTo(golden.expected());
    }
}
