package dev.meridian.weather;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.interceptor.Interceptor;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/**
 * Lets every bean say {@code @Inject EntityManager}. An alternative, because the bean that the server itself makes of the
 * persistence unit lives in a transaction only, and reads need none.
 */
@ApplicationScoped
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
public class Persistence {
    @Produces
    @PersistenceContext(unitName = "weather")
    @SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // The container sets it and hands it out.
    private EntityManager entityManager;
}
