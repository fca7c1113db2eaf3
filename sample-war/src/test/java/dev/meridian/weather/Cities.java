package dev.meridian.weather;

import jakarta.data.Limit;
import jakarta.data.Order;
import jakarta.data.Sort;
import jakarta.data.page.CursoredPage;
import jakarta.data.page.Page;
import jakarta.data.page.PageRequest;
import jakarta.data.repository.BasicRepository;
import jakarta.data.repository.Find;
import jakarta.data.repository.OrderBy;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A Jakarta Data repository over the application's own persistence unit. */
@Repository(dataStore = "java:app/env/weather")
public interface Cities extends BasicRepository<WeatherLocation, Long> {

    List<WeatherLocation> findByContinentOrderByCityDesc(String continent);

    List<WeatherLocation> findByPopulationBetweenOrderByPopulationAscIdAsc(long least, long most);

    Optional<WeatherLocation> findFirstByCountryOrderByPopulationDescIdAsc(String country);

    CursoredPage<WeatherLocation> findByCountry(String country, PageRequest page, Order<WeatherLocation> order);

    long countByPopulationGreaterThanEqual(long least);

    boolean existsByCity(String city);

    long deleteByCountry(String country);

    @Find
    List<WeatherLocation> inContinent(String continent, Order<WeatherLocation> order);

    @Find
    @OrderBy(value = "population", descending = true)
    @OrderBy("id")
    Page<WeatherLocation> ranked(PageRequest page);

    @Query("WHERE population >= :least")
    CursoredPage<WeatherLocation> ofAtLeast(long least, PageRequest page, Order<WeatherLocation> order);

    @Query("SELECT city WHERE continent IN :continents ORDER BY city")
    List<String> names(List<String> continents);

    @Find
    List<WeatherLocation> some(String country, Limit limit, Sort<?>... order);

    @Find
    @OrderBy(value = "city", ignoreCase = true)
    Stream<WeatherLocation> byName();

    @Query("SELECT continent, COUNT(this), MAX(population) FROM WeatherLocation GROUP BY continent ORDER BY continent")
    List<Object[]> totals();

    @Query("SELECT DISTINCT country FROM WeatherLocation ORDER BY country")
    List<String> countries();

    @Query(
            "SELECT NEW dev.meridian.weather.CityName(city, country) FROM WeatherLocation WHERE population < :below ORDER BY city")
    List<CityName> namesBelow(long below);

    @Query("SELECT NEW dev.meridian.weather.CityName(city, country) FROM WeatherLocation ORDER BY city")
    Page<CityName> namesByPage(PageRequest page);

    long countByContinentIn(Set<String> continents);

    @Query("SELECT COUNT(THIS), SUM(population) WHERE country <> :country")
    Object[] totalsOutside(String country);

    @Query("UPDATE WeatherLocation SET population = population + :more WHERE population >= :least")
    long grow(long more, long least);

    @Query("DELETE FROM WeatherLocation WHERE population < :least")
    long deleteSmall(long least);
}
