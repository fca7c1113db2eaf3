package dev.meridian.weather.rest;

import dev.meridian.sharding.Explanation;
import dev.meridian.sharding.Sharding;
import dev.meridian.weather.WeatherLocation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds cities, page by page. */
@ApplicationScoped
public class Locations {
    @Inject
    private EntityManager entityManager;

    /**
     * What was found.
     *
     * @param locations the cities by id
     * @param explanation how the query ran
     */
    record Found(List<WeatherLocation> locations, Explanation explanation) {
        Found {
            locations = List.copyOf(locations);
        }
    }

    /**
     * What to find.
     *
     * @param continents the continents, all of them if empty
     * @param cityPrefix how the city's name begins, in upper or lower case; null for any
     * @param after only cities of greater id
     * @param limit so many at most
     */
    record Wanted(List<String> continents, @Nullable String cityPrefix, long after, int limit) {
        Wanted {
            continents = List.copyOf(continents);
        }
    }

    /** The first cities by id, and the shards that the query's conditions leave. */
    Found find(Wanted wanted) {
        var query = query(wanted);
        return new Found(query.getResultList(), Sharding.of(entityManager).explain(query));
    }

    private TypedQuery<WeatherLocation> query(Wanted wanted) {
        String cityPrefix = wanted.cityPrefix();
        var jpql = new StringBuilder("select l from WeatherLocation l where l.id > :after");
        if (!wanted.continents().isEmpty()) {
            jpql.append(" and l.continent in :continents");
        }
        if (cityPrefix != null) {
            jpql.append(" and lower(l.city) like :city escape '!'");
        }
        var query = entityManager
                .createQuery(jpql.append(" order by l.id").toString(), WeatherLocation.class)
                .setParameter("after", wanted.after())
                .setMaxResults(wanted.limit());
        if (!wanted.continents().isEmpty()) {
            query.setParameter("continents", wanted.continents());
        }
        if (cityPrefix != null) {
            query.setParameter("city", pattern(cityPrefix));
        }
        return query;
    }

    /** The LIKE pattern of a beginning, whose own wildcards stand for themselves. */
    private static String pattern(String prefix) {
        return prefix.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%";
    }
}
