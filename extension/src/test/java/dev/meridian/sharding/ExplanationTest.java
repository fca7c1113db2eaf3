package dev.meridian.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    private static Explanation explanation(boolean everywhere, String gathering, String refusal, String... shards) {
        return new Explanation(
                Explanation.Kind.SCATTER,
                List.of(shards),
                everywhere,
                "continent IN (…)",
                Optional.ofNullable(gathering),
                Optional.ofNullable(refusal));
    }

    @Test
    void toString_namesTheShards_orAllOrNone() {
        assertThat(explanation(false, null, null)).hasToString("none: continent IN (…)");
        assertThat(explanation(false, null, null, "asia")).hasToString("asia: continent IN (…)");
        assertThat(explanation(false, null, null, "asia", "europe")).hasToString("asia, europe: continent IN (…)");
        assertThat(explanation(true, null, null, "asia", "europe")).hasToString("all: continent IN (…)");
    }

    @Test
    void toString_endsWithTheGathering_orTheRefusalsFirstSentence() {
        assertThat(explanation(true, "rows are united", null, "asia", "europe"))
                .hasToString("all: continent IN (…); rows are united");
        assertThat(explanation(true, "rows are united", "CODE What. How.", "asia", "europe"))
                .hasToString("all: continent IN (…); refused: CODE What.");
        assertThat(explanation(true, null, "CODE What", "asia", "europe"))
                .hasToString("all: continent IN (…); refused: CODE What");
    }

    @Test
    void toString_refusedWithoutARoute_tellsTheRefusalAlone() {
        assertThat(explanation(false, null, "CODE What.")).hasToString("refused: CODE What.");
    }

    @Test
    void shards_areCopied() {
        List<String> shards = new ArrayList<>(List.of("asia"));
        Explanation explanation =
                new Explanation(Explanation.Kind.SINGLE, shards, false, "pinned", Optional.empty(), Optional.empty());
        shards.clear();
        assertThat(explanation.shards()).containsExactly("asia");
    }
}
