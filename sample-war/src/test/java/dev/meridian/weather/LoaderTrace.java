package dev.meridian.weather;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.ref.WeakReference;

/**
 * In the sample: uses the databases, then leaves a weak reference to the application's class loader where another
 * application finds it.
 */
@WebServlet("/leave-trace")
public class LoaderTrace extends HttpServlet {
    static final String PROPERTY = "weather.test.loader";

    private static final long serialVersionUID = 1L;

    @Inject
    private transient EntityManager entityManager;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int cities = entityManager
                .createQuery("select l from WeatherLocation l", WeatherLocation.class)
                .getResultList()
                .size();
        System.getProperties().put(PROPERTY, new WeakReference<>(WeatherLocation.class.getClassLoader()));
        response.getWriter().print("cities " + cities);
    }
}
