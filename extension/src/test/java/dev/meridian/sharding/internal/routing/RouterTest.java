package dev.meridian.sharding.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.internal.constraint.KeyConstraint;
import dev.meridian.sharding.internal.constraint.Outcome;
import dev.meridian.sharding.internal.model.HashShardMap;
import dev.meridian.sharding.internal.model.RangeShardMap;
import dev.meridian.sharding.internal.model.RangeShardMap.Range;
import dev.meridian.sharding.internal.model.ShardMap;
import dev.meridian.sharding.internal.model.ValueShardMap;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouterTest {

    private static final String REASON = "l.continent …";
    private static final KeyConstraint OR_NULL = KeyConstraint.nullOnly();

    private final Router byValue = new Router(continents(null), false);
    private final Router byValueOrDefault = new Router(continents("rest"), false);
    private final Router byRange = new Router(
            new RangeShardMap(
                    List.of(new Range("low", null, 9), new Range("mid", 20, 29), new Range("high", 29, null))),
            false);

    private static ShardMap continents(@Nullable String defaultShard) {
        Map<Object, String> shards = new LinkedHashMap<>();
        shards.put("North America", "north_america");
        shards.put("Asia", "asia");
        shards.put("Europe", "europe");
        shards.put("Africa", "asia");
        return new ValueShardMap(shards, defaultShard);
    }

    private static List<String> shards(Router router, KeyConstraint keys) {
        return router.route(keys, REASON).shards();
    }

    @Test
    void route_nothingKnown_isAllShardsInDeclaredOrder() {
        assertThat(byValue.route(KeyConstraint.everything(), REASON)).isEqualTo(byValue.everywhere(REASON));
        assertThat(byValue.everywhere(REASON))
                .isEqualTo(new Route.Scatter(List.of("north_america", "asia", "europe"), REASON));
        assertThat(byValueOrDefault.shards()).containsExactly("north_america", "asia", "europe", "rest");
    }

    @Test
    void route_listedValues_areTheirShardsInDeclaredOrder() {
        assertThat(byValue.route(KeyConstraint.only("Asia"), REASON)).isEqualTo(new Route.Single("asia", REASON));
        assertThat(byValue.route(KeyConstraint.only(List.of("Europe", "Africa", "Asia")), REASON))
                .isEqualTo(new Route.Scatter(List.of("asia", "europe"), REASON));
    }

    @Test
    void route_excludedValues_leaveOutAShardWithNoOtherValue() {
        assertThat(shards(byValue, KeyConstraint.except("Europe"))).containsExactly("north_america", "asia");
        assertThat(shards(byValue, KeyConstraint.except("Asia"))).containsExactly("north_america", "asia", "europe");
        assertThat(shards(byValue, KeyConstraint.except(List.of("Asia", "Africa"))))
                .containsExactly("north_america", "europe");
    }

    @Test
    void route_unmappedValue_isTheDefaultShardOrNone() {
        KeyConstraint atlantis = KeyConstraint.only("Atlantis");
        assertThat(shards(byValueOrDefault, atlantis)).containsExactly("rest");
        assertThat(shards(byValueOrDefault, atlantis.or(KeyConstraint.only("Europe"))))
                .containsExactly("europe", "rest");
        assertThat(shards(byValue, atlantis.or(KeyConstraint.only("Europe")))).containsExactly("europe");
        assertThat(byValue.route(atlantis, REASON)).isEqualTo(new Route.None(REASON + "; no shard has such a value"));
    }

    @Test
    void route_valuesThatAreNotListed_alwaysAskTheDefaultShard() {
        assertThat(shards(byValueOrDefault, KeyConstraint.lessThan("B"))).containsExactly("asia", "rest");
        assertThat(shards(byValue, KeyConstraint.lessThan("B"))).containsExactly("asia");
        KeyConstraint like = Outcome.predicate(List.of("North America", "Asia", "Europe", "Africa"), "Europe"::equals)
                .whenTrue();
        assertThat(shards(byValueOrDefault, like)).containsExactly("europe", "rest");
        assertThat(shards(byValue, like)).containsExactly("europe");
    }

    @Test
    void route_valueOfAnotherClass_isAllShards() {
        assertThat(shards(byValue, KeyConstraint.only(1))).isEqualTo(byValue.shards());
        assertThat(shards(byValueOrDefault, KeyConstraint.only(1))).isEqualTo(byValueOrDefault.shards());
        assertThat(shards(byRange, KeyConstraint.only(5L))).isEqualTo(byRange.shards());
        assertThat(shards(byRange, KeyConstraint.atMost(5L))).isEqualTo(byRange.shards());
        assertThat(shards(byHash(Integer.class), KeyConstraint.only(1L))).containsExactly("a", "b", "c");
    }

    @Test
    void route_contradiction_isNoneAndSaysSo() {
        KeyConstraint both = KeyConstraint.only("Asia").and(KeyConstraint.only("Europe"));
        assertThat(byValueOrDefault.route(both, REASON))
                .isEqualTo(new Route.None(REASON + "; no value makes the conditions true"));
    }

    @Test
    void route_nullOnly_isNoneWhereTheColumnIsNeverNull() {
        assertThat(byValue.route(OR_NULL, REASON)).isEqualTo(new Route.None(REASON + "; the column is never null"));
        assertThat(shards(byValue, OR_NULL.or(KeyConstraint.only("Asia")))).containsExactly("asia");
    }

    @Test
    void route_nullPossible_isAllShardsWhereTheColumnMayBeNull() {
        Router nullable = new Router(continents(null), true);
        assertThat(nullable.route(OR_NULL, REASON)).isEqualTo(nullable.everywhere(REASON));
        assertThat(shards(nullable, OR_NULL.or(KeyConstraint.only("Asia")))).isEqualTo(nullable.shards());
        assertThat(shards(nullable, KeyConstraint.only("Asia"))).containsExactly("asia");
    }

    @Test
    void route_rangeMap_isTheShardsWhoseRangesOverlap() {
        assertThat(shards(byRange, KeyConstraint.between(5, 20))).containsExactly("low", "mid");
        assertThat(shards(byRange, KeyConstraint.greaterThan(29))).containsExactly("high");
        assertThat(shards(byRange, KeyConstraint.between(10, 19))).isEmpty();
        assertThat(shards(byRange, KeyConstraint.only(List.of(30, 9)))).containsExactly("low", "high");
        assertThat(shards(byRange, KeyConstraint.notNull())).containsExactly("low", "mid", "high");
    }

    @Test
    void route_boundOfTwoRanges_isTheFirstOnly() {
        assertThat(shards(byRange, KeyConstraint.only(29))).containsExactly("mid");
        assertThat(shards(byRange, KeyConstraint.atLeast(29))).containsExactly("mid", "high");
    }

    @Test
    void route_rangeWithoutBounds_takesAllThatIsLeft() {
        Router router = new Router(
                new RangeShardMap(
                        List.of(new Range("a", 1, 5), new Range("rest", null, null), new Range("never", 7, 8))),
                false);
        assertThat(shards(router, KeyConstraint.between(2, 3))).containsExactly("a");
        assertThat(shards(router, KeyConstraint.only(7))).containsExactly("rest");
        assertThat(shards(router, KeyConstraint.notNull())).containsExactly("a", "rest");
    }

    @Test
    void route_hashMap_narrowsByListedValuesOnly() {
        Router router = byHash(Integer.class);
        assertThat(shards(router, KeyConstraint.only(4))).containsExactly("b");
        assertThat(shards(router, KeyConstraint.only(List.of(-2, 3)))).containsExactly("a", "c");
        assertThat(shards(router, KeyConstraint.between(4, 4))).containsExactly("b");
        assertThat(shards(router, KeyConstraint.except(4))).containsExactly("a", "b", "c");
        assertThat(shards(router, KeyConstraint.lessThan(4))).containsExactly("a", "b", "c");
    }

    @Test
    void route_hashMapOfATypeWithManyFormsOfAValue_doesNotNarrow() {
        assertThat(shards(byHash(BigDecimal.class), KeyConstraint.only(BigDecimal.ONE)))
                .containsExactly("a", "b", "c");
    }

    private static Router byHash(Class<?> type) {
        return new Router(new HashShardMap(List.of("a", "b", "c"), type), false);
    }

    @Test
    void place_knownValue_isItsShard() {
        assertThat(byValue.place("Africa")).isEqualTo(new Placement.OnShard("asia"));
        assertThat(byValueOrDefault.place("Atlantis")).isEqualTo(new Placement.OnShard("rest"));
        assertThat(byRange.place(29)).isEqualTo(new Placement.OnShard("mid"));
        assertThat(byHash(Integer.class).place(4)).isEqualTo(new Placement.OnShard("b"));
    }

    @Test
    void place_nullOrUnknownValue_isRefusedWithItsCause() {
        assertThat(byValueOrDefault.place(null)).isEqualTo(new Placement.Refused(Placement.Cause.NULL_KEY));
        assertThat(byValue.place("Atlantis")).isEqualTo(new Placement.Refused(Placement.Cause.UNKNOWN_VALUE));
        assertThat(byRange.place(15)).isEqualTo(new Placement.Refused(Placement.Cause.UNKNOWN_VALUE));
    }
}
