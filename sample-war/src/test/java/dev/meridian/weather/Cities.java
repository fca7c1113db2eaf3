package dev.meridian.weather;

import jakarta.data.Order;
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

    @Query("SELECT COUNT(THIS), SUM(population) WHERE country <> :country")
    Object[] totalsOutside(String country);

    @Query("UPDATE WeatherLocation SET population = population + :more WHERE population >= :least")
    long grow(long more, long least);

    @Query("DELETE FROM WeatherLocation WHERE population < :least")
    long deleteSmall(long least);
}
