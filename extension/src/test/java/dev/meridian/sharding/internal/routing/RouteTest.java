package dev.meridian.sharding.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteTest {

    private static final List<String> ALL = List.of("north_america", "asia", "europe");

    @Test
    void of_numberOfDifferentShards_choosesTheKind() {
        assertThat(Route.of(List.of(), "r")).isEqualTo(new Route.None("r"));
        assertThat(Route.of(List.of("asia", "asia"), "r")).isEqualTo(new Route.Single("asia", "r"));
        assertThat(Route.of(List.of("europe", "asia", "europe"), "r"))
                .isEqualTo(new Route.Scatter(List.of("europe", "asia"), "r"));
    }

    @Test
    void shards_ofEachKind_areItsShards() {
        assertThat(new Route.None("r").shards()).isEmpty();
        assertThat(new Route.Single("asia", "r").shards()).containsExactly("asia");
        assertThat(new Route.Scatter(ALL, "r").shards()).containsExactlyElementsOf(ALL);
    }

    @Test
    void scatter_lessThanTwoDifferentShards_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Route.Scatter(List.of("asia"), "r"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Route.Scatter(List.of("asia", "asia", "europe"), "r"));
    }

    @Test
    void write_ofTheSameRows_goesToEachShard_orToTheOne() {
        assertThat(Route.inEach(List.of("asia"), "r")).isEqualTo(new Route.Single("asia", "r"));
        assertThat(Route.inEach(ALL.subList(0, 2), "r")).isEqualTo(new Route.Replicated(ALL.subList(0, 2), "r"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Route.Replicated(List.of("asia"), "r"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Route.Replicated(List.of("a", "a", "b"), "r"));
    }

    @Test
    void scatter_copiesItsShards() {
        List<String> shards = new ArrayList<>(ALL);
        Route route = new Route.Scatter(shards, "r");
        shards.clear();
        assertThat(route.shards()).containsExactlyElementsOf(ALL);
    }

    @Test
    void pinned_isTheShardAlone() {
        assertThat(Route.pinned("asia")).isEqualTo(new Route.Single("asia", "pinned"));
    }

    @Test
    void intersect_partlyCommon_tellsBothReasons() {
        Route left = Route.of(List.of("asia", "europe"), "l");
        Route right = Route.of(List.of("north_america", "asia"), "r");
        assertThat(left.intersect(right)).isEqualTo(new Route.Single("asia", "l and r"));
        assertThat(Route.of(ALL, "l").intersect(Route.of(List.of("europe", "other", "asia"), "r")))
                .isEqualTo(new Route.Scatter(List.of("asia", "europe"), "l and r"));
    }

    @Test
    void intersect_oneInTheOther_tellsTheNarrowerReason() {
        Route wide = Route.of(ALL, "w");
        Route narrow = Route.of(List.of("europe", "asia"), "n");
        assertThat(wide.intersect(narrow)).isEqualTo(Route.of(List.of("asia", "europe"), "n"));
        assertThat(narrow.intersect(wide)).isSameAs(narrow);
        assertThat(narrow.intersect(narrow)).isSameAs(narrow);
    }

    @Test
    void intersect_nothingCommon_isNone() {
        Route asia = Route.of(List.of("asia"), "l");
        assertThat(asia.intersect(Route.of(List.of("europe"), "r"))).isEqualTo(new Route.None("l and r"));
        assertThat(asia.intersect(new Route.None("r"))).isEqualTo(new Route.None("r"));
        assertThat(new Route.None("l").intersect(asia)).isEqualTo(new Route.None("l"));
    }

    @Test
    void unite_differentShards_isInDeclaredOrder() {
        Route left = Route.of(List.of("europe"), "l");
        Route right = Route.of(List.of("unknown", "asia"), "r");
        assertThat(left.unite(right, ALL)).isEqualTo(new Route.Scatter(List.of("asia", "europe", "unknown"), "l; r"));
    }

    @Test
    void unite_sameReason_tellsItOnce() {
        Route left = Route.of(List.of("europe"), "r");
        assertThat(left.unite(Route.of(List.of("asia"), "r"), ALL))
                .isEqualTo(new Route.Scatter(List.of("asia", "europe"), "r"));
    }
}
