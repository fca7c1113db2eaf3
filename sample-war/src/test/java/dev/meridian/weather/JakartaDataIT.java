package dev.meridian.weather;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.data.Limit;
import jakarta.data.Order;
import jakarta.data.Sort;
import jakarta.data.page.CursoredPage;
import jakarta.data.page.Page;
import jakarta.data.page.PageRequest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Jakarta Data repositories over several shards: of the application's unit, and of one that the server makes. */
@ExtendWith(ArquillianExtension.class)
class JakartaDataIT {
    private static final int CITIES = 23;
    private static final int ACCOUNTS = 40;
    private static final List<String> CONTINENTS = new Continents().names();
    private static final Order<WeatherLocation> LARGEST_FIRST = Order.by(Sort.desc("population"), Sort.asc("id"));

    @Inject
    Cities cities;

    @Inject
    Accounts accounts;

    @Inject
    Databases databases;

    private List<WeatherLocation> stored;

    @Deployment
    static WebArchive war() {
        return WeatherArchive.forTestsInside(
                Databases.class, StatementLog.class, Cities.class, CityName.class, Account.class, Accounts.class);
    }

    /** Cities of all continents by turns, two and two of one population; accounts of three owners by turns. */
    @BeforeEach
    void store() throws Exception {
        databases.clear();
        // The first use makes the table.
        accounts.existsById(0);
        databases.empty("ACCOUNT");
        stored = cities.saveAll(
                IntStream.range(0, CITIES).mapToObj(JakartaDataIT::city).toList());
        accounts.insertAll(LongStream.rangeClosed(1, ACCOUNTS)
                .mapToObj(id -> new Account(id, "owner" + id % 3, (int) (id * 7 % 20)))
                .toList());
    }

    private static WeatherLocation city(int number) {
        String continent = CONTINENTS.get(number % CONTINENTS.size());
        var city = new WeatherLocation(continent, "City " + (number * 5 % CITIES + 10), number % 2 == 0 ? "AA" : "BB");
        city.setPopulation(number / 2);
        return city;
    }

    @Test
    void save_ofManyCities_putsEachInItsShard() throws Exception {
        assertThat(databases.rows("WEATHER_LOCATION").keySet())
                .containsExactly("north_america", "asia", "europe", "south_america");
        assertThat(cities.findById(id(stored.get(1))).orElseThrow().getCity())
                .isEqualTo(stored.get(1).getCity());
    }

    @Test
    void derivedFind_byShardKey_asksOneShard() {
        var log = new StatementLog();

        var found = cities.findByContinentOrderByCityDesc("Asia");

        assertThat(found)
                .extracting(WeatherLocation::getCity)
                .isEqualTo(sorted(Comparator.comparing(WeatherLocation::getCity).reversed())
                        .filter(city -> city.getContinent().equals("Asia"))
                        .map(WeatherLocation::getCity)
                        .toList());
        assertThat(log.perShard()).isEqualTo(Map.of("asia", 1L));
    }

    @Test
    void derivedFind_overAllShards_keepsItsOrder() {
        assertThat(ids(cities.findByPopulationBetweenOrderByPopulationAscIdAsc(2, 7)))
                .isEqualTo(ids(sorted(Comparator.comparing(WeatherLocation::getPopulation))
                        .filter(city -> city.getPopulation() >= 2 && city.getPopulation() <= 7)
                        .toList()));
        assertThat(cities.findFirstByCountryOrderByPopulationDescIdAsc("BB").map(JakartaDataIT::id))
                .isEqualTo(largestFirst().stream()
                        .filter(city -> city.getCountry().equals("BB"))
                        .map(JakartaDataIT::id)
                        .findFirst());
    }

    @Test
    void find_withAnOrderOfTheCaller_keepsIt() {
        assertThat(ids(cities.inContinent("Europe", Order.by(Sort.desc("id")))))
                .isEqualTo(ids(sorted(Comparator.comparing(JakartaDataIT::id).reversed())
                        .filter(city -> city.getContinent().equals("Europe"))
                        .toList()));
        assertThat(cities.findAll()).hasSize(CITIES);
    }

    @Test
    void counts_andExistence_regardAllShards() {
        assertThat(cities.countByPopulationGreaterThanEqual(5))
                .isEqualTo(stored.stream()
                        .filter(city -> city.getPopulation() >= 5)
                        .count());
        assertThat(cities.existsByCity(stored.get(CITIES - 1).getCity())).isTrue();
        assertThat(cities.existsByCity("Atlantis")).isFalse();
        assertThat(cities.totalsOutside("AA"))
                .containsExactly(
                        stored.stream()
                                .filter(city -> city.getCountry().equals("BB"))
                                .count(),
                        stored.stream()
                                .filter(city -> city.getCountry().equals("BB"))
                                .mapToLong(WeatherLocation::getPopulation)
                                .sum());
    }

    @Test
    void values_ofSeveralShards_areOrdered() {
        assertThat(cities.names(List.of("Asia", "Europe", "Oceania")))
                .isEqualTo(stored.stream()
                        .filter(city -> List.of("Asia", "Europe", "Oceania").contains(city.getContinent()))
                        .map(WeatherLocation::getCity)
                        .sorted()
                        .toList());
    }

    @Test
    void find_withALimitOfTheCaller_isThatWindowOfAllShards() {
        var expected = ids(largestFirst().stream()
                .filter(city -> city.getCountry().equals("AA"))
                .toList());
        Sort<?>[] order = {Sort.desc("population"), Sort.asc("id")};

        assertThat(ids(cities.some("AA", Limit.of(4), order))).isEqualTo(expected.subList(0, 4));
        assertThat(ids(cities.some("AA", Limit.range(3, 7), order))).isEqualTo(expected.subList(2, 7));
        assertThat(ids(cities.findAll(PageRequest.ofPage(2).size(6), LARGEST_FIRST)
                        .content()))
                .isEqualTo(ids(largestFirst().subList(6, 12)));
    }

    @Test
    void stream_withoutRegardOfCase_isOrderedOverAllShards() {
        try (Stream<WeatherLocation> named = cities.byName()) {
            assertThat(named.map(WeatherLocation::getCity).toList())
                    .hasSize(CITIES)
                    .isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
        }
    }

    @Test
    void values_groupedDistinctAndInRecords_areThoseOfTheWhole() {
        assertThat(cities.totals())
                .extracting(total -> List.of(total))
                .isEqualTo(CONTINENTS.stream().sorted().map(this::total).toList());
        assertThat(cities.countries()).containsExactly("AA", "BB");
        assertThat(cities.namesBelow(6)).isEqualTo(names(city -> city.getPopulation() < 6));
        assertThat(cities.namesByPage(PageRequest.ofPage(2).size(5)).content())
                .isEqualTo(names(city -> true).subList(5, 10));
        assertThat(cities.countByContinentIn(Set.of("Asia", "Africa")))
                .isEqualTo(ofContinent("Asia").size() + ofContinent("Africa").size());
    }

    private List<Object> total(String continent) {
        var there = ofContinent(continent);
        long most =
                there.stream().mapToLong(WeatherLocation::getPopulation).max().orElseThrow();
        return List.of(continent, (long) there.size(), most);
    }

    private List<WeatherLocation> ofContinent(String continent) {
        return stored.stream()
                .filter(city -> city.getContinent().equals(continent))
                .toList();
    }

    private List<CityName> names(Predicate<WeatherLocation> which) {
        return stored.stream()
                .filter(which)
                .map(city -> new CityName(city.getCity(), city.getCountry()))
                .sorted(Comparator.comparing(CityName::city))
                .toList();
    }

    @Test
    void pages_byOffset_areTheWholeInOrder() {
        List<WeatherLocation> read = new ArrayList<>();
        PageRequest next = PageRequest.ofSize(5);
        Page<WeatherLocation> page;
        do {
            page = cities.ranked(next);
            assertThat(page.totalElements()).isEqualTo(CITIES);
            assertThat(page.totalPages()).isEqualTo(5);
            read.addAll(page.content());
            next = page.hasNext() ? page.nextPageRequest() : null;
        } while (next != null);

        assertThat(ids(read)).isEqualTo(ids(largestFirst()));
    }

    @Test
    void pages_byCursor_areTheWholeInOrder_forthAndBack() {
        List<WeatherLocation> read = new ArrayList<>();
        CursoredPage<WeatherLocation> page = cities.ofAtLeast(2, PageRequest.ofSize(4), LARGEST_FIRST);
        read.addAll(page.content());
        CursoredPage<WeatherLocation> second = null;
        while (page.hasNext()) {
            page = cities.ofAtLeast(2, page.nextPageRequest(), LARGEST_FIRST);
            second = second == null ? page : second;
            read.addAll(page.content());
        }

        List<Long> expected = ids(largestFirst().stream()
                .filter(city -> city.getPopulation() >= 2)
                .toList());
        assertThat(ids(read)).isEqualTo(expected);
        assertThat(ids(cities.ofAtLeast(2, second.previousPageRequest(), LARGEST_FIRST)
                        .content()))
                .isEqualTo(expected.subList(0, 4));
    }

    @Test
    void page_byCursor_asksEachShardOnce() {
        var first = cities.findByCountry("AA", PageRequest.ofSize(3), LARGEST_FIRST);
        var log = new StatementLog();

        var second = cities.findByCountry("AA", first.nextPageRequest(), LARGEST_FIRST);

        assertThat(ids(second.content()))
                .isEqualTo(ids(largestFirst().stream()
                        .filter(city -> city.getCountry().equals("AA"))
                        .skip(3)
                        .limit(3)
                        .toList()));
        assertThat(log.perShard())
                .isEqualTo(Map.of("north_america", 1L, "asia", 1L, "europe", 1L, "south_america", 1L));
    }

    @Test
    void updates_andDeletes_tellHowManyOfAllShards() throws Exception {
        assertThat(cities.grow(100, 5))
                .isEqualTo(stored.stream()
                        .filter(city -> city.getPopulation() >= 5)
                        .count());
        long small = stored.stream().filter(city -> city.getPopulation() < 5).count();
        assertThat(cities.deleteSmall(100)).isEqualTo(small);
        assertThat(cities.findAll()).hasSize((int) (CITIES - small)).allMatch(city -> city.getPopulation() >= 105);
        cities.deleteByCountry("AA");
        assertThat(cities.findAll())
                .isNotEmpty()
                .allMatch(city -> city.getCountry().equals("BB"));
    }

    @Test
    void accounts_byAHashOfTheirId_areInAllShards() throws Exception {
        assertThat(databases.rows("ACCOUNT").values()).hasSize(4).allMatch(rows -> rows == ACCOUNTS / 4);
        assertThat(accounts.count()).isEqualTo(ACCOUNTS);
    }

    @Test
    void account_byItsId_isInOneShard() {
        accounts.findById(1L);
        var log = new StatementLog();

        assertThat(accounts.findById(7L).orElseThrow().getOwner()).isEqualTo("owner1");
        assertThat(accounts.existsById(8)).isTrue();
        assertThat(accounts.existsById(1000)).isFalse();

        assertThat(log.perShard().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(3);
    }

    @Test
    void accounts_ofAnOwner_areCountedAndOrderedOverAllShards() {
        assertThat(accounts.countByOwner("owner0")).isEqualTo(13);
        assertThat(accounts.findByOwnerOrderByBalanceDescIdAsc("owner0"))
                .extracting(Account::getId)
                .isEqualTo(LongStream.rangeClosed(1, ACCOUNTS)
                        .filter(id -> id % 3 == 0)
                        .boxed()
                        .sorted(Comparator.comparing((Long id) -> -(id * 7 % 20))
                                .thenComparing(id -> id))
                        .toList());
    }

    @Test
    void accounts_byPages_areTheWholeInOrder() {
        List<Long> expected = Stream.iterate(1L, id -> id <= ACCOUNTS, id -> id + 1)
                .sorted(Comparator.comparing((Long id) -> id * 7 % 20).thenComparing(id -> id))
                .toList();
        List<Long> byOffset = new ArrayList<>();
        PageRequest next = PageRequest.ofSize(7);
        while (next != null) {
            Page<Account> page = accounts.byBalance(next);
            page.content().forEach(account -> byOffset.add(account.getId()));
            next = page.hasNext() ? page.nextPageRequest() : null;
        }
        assertThat(byOffset).isEqualTo(expected);

        List<Long> byCursor = new ArrayList<>();
        next = PageRequest.ofSize(6);
        while (next != null) {
            CursoredPage<Account> page = accounts.ofAtLeast(5, next, Order.by(Sort.asc("balance"), Sort.asc("id")));
            page.content().forEach(account -> byCursor.add(account.getId()));
            next = page.hasNext() ? page.nextPageRequest() : null;
        }
        assertThat(byCursor)
                .isEqualTo(expected.stream().filter(id -> id * 7 % 20 >= 5).toList());
    }

    @Test
    void accounts_areChangedWhereTheyAre() throws Exception {
        Account account = accounts.findById(5L).orElseThrow();
        account.setBalance(99);
        accounts.update(account);
        assertThat(accounts.findById(5L).orElseThrow().getBalance()).isEqualTo(99);

        accounts.delete(account);
        accounts.deleteById(6L);
        assertThat(accounts.existsById(5)).isFalse();
        assertThat(accounts.reward("owner1")).isEqualTo(14);
        assertThat(accounts.deleteByOwner("owner1")).isEqualTo(14);
        assertThat(accounts.count()).isEqualTo(ACCOUNTS - 16);
        assertThat(accounts.erase()).isEqualTo(ACCOUNTS - 16);
        assertThat(databases.rows("ACCOUNT")).isEmpty();
    }

    private List<WeatherLocation> largestFirst() {
        return sorted(Comparator.comparing(WeatherLocation::getPopulation).reversed())
                .toList();
    }

    /** The stored cities by the order; those that are equal by it by their ids. */
    private Stream<WeatherLocation> sorted(Comparator<WeatherLocation> order) {
        return stored.stream().sorted(order.thenComparing(JakartaDataIT::id));
    }

    private static List<Long> ids(List<WeatherLocation> cities) {
        return cities.stream().map(JakartaDataIT::id).toList();
    }

    private static Long id(WeatherLocation city) {
        return Objects.requireNonNull(city.getId());
    }
}
