package dev.meridian.weather.load;

import dev.meridian.weather.WeatherLocation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Stores cities with their reports, and knows which ones are there. */
@ApplicationScoped
public class CityStore {
    @Inject
    private EntityManager entityManager;

    /** The GeoNames numbers of the stored cities. */
    public Set<Long> stored() {
        return new HashSet<>(entityManager
                .createQuery("select l.geonameId from WeatherLocation l where l.geonameId is not null", Long.class)
                .getResultList());
    }

    /** Stores the cities with their reports in one transaction: all of them or none. */
    @Transactional
    void store(List<City> cities) {
        for (City city : cities) {
            var location = new WeatherLocation(city.continent(), city.name(), city.country());
            location.setPopulation(city.population());
            location.setPosition(city.latitude(), city.longitude());
            location.setGeonameId(city.geonameId());
            location.getReports().addAll(SyntheticWeather.of(city, location));
            entityManager.persist(location);
        }
    }
}
