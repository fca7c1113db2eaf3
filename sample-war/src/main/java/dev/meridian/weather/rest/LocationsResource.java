package dev.meridian.weather.rest;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.weather.Continents;
import dev.meridian.weather.Report;
import dev.meridian.weather.WeatherLocation;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cities and their reports. */
@Path("locations")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class LocationsResource {
    private static final int LONGEST_NAME = 100;
    private static final long MOST_PEOPLE = 100_000_000;

    @Inject
    private EntityManager entityManager;

    @Inject
    private Continents continents;

    @Inject
    private Locations locations;

    @Context
    @SuppressWarnings("NullAway.Init")
    private UriInfo uri;

    /** Cities by id, filtered; an unknown parameter's value is an error. */
    @GET
    public Answers.Page list(
            @QueryParam("continent") List<String> continent,
            @QueryParam("city") @Nullable String city,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        var input = new Input();
        continent.forEach(name -> input.parameter("continent", name, continents.names()));
        if (city != null && city.length() > LONGEST_NAME) {
            input.fault("city", "must be a text of at most " + LONGEST_NAME + " characters");
        }
        long first = input.parameter("after", after, 0, Long.MAX_VALUE, 0);
        int size = (int) input.parameter("limit", limit, 1, 200, 50);
        input.check();

        // One more than the page holds tells whether there is a next one.
        var found = locations.find(new Locations.Wanted(continent, city, first, size + 1));
        var page = found.locations().stream().limit(size).map(this::view).toList();
        String next = found.locations().size() > size ? next(page.get(size - 1)) : null;
        return new Answers.Page(page, next, Answers.Route.of(found.explanation()));
    }

    /** One city with its reports. Who names its shard, which every answer tells, asks that shard alone. */
    @GET
    @Path("{id}")
    @Transactional
    public Answers.Detail get(@PathParam("id") String id, @QueryParam("shard") @Nullable String shard) {
        WeatherLocation location = find(id, shard);
        var reports = location.getReports().stream().map(this::view).toList();
        return new Answers.Detail(view(location), reports, routeOfFind(shard));
    }

    /** Adds a city, to its continent's shard. */
    @POST
    @Transactional
    public Response add(@Nullable JsonValue body) {
        var input = new Input();
        JsonObject given =
                input.object(body, Set.of("continent", "city", "country", "population", "latitude", "longitude"));
        String continent = input.oneOf(given, "continent", continents.names());
        String city = input.text(given, "city", LONGEST_NAME);
        String country = input.text(given, "country", 2);
        long population = input.wholeNumber(given, "population", 0, MOST_PEOPLE);
        double latitude = input.number(given, "latitude", -90, 90);
        double longitude = input.number(given, "longitude", -180, 180);
        input.check();

        var location = new WeatherLocation(continent, city, country);
        location.setPopulation(population);
        location.setPosition(latitude, longitude);
        entityManager.persist(location);
        entityManager.flush();
        Answers.Location view = view(location);
        var route = Answers.Route.over(continents.shardsOf(List.of(continent)), "the continent's shard");
        return created(view, new Answers.AddedLocation(view, route));
    }

    /** Gives a city another continent, and with it another shard. A city that has reports stays in its shard. */
    @PATCH
    @Path("{id}")
    @Transactional
    public Answers.ChangedLocation change(
            @PathParam("id") String id, @QueryParam("shard") @Nullable String shard, @Nullable JsonValue body) {
        var input = new Input();
        JsonObject given = input.object(body, Set.of("continent"));
        String continent = input.oneOf(given, "continent", continents.names());
        input.check();

        WeatherLocation location = find(id, shard);
        var involved = continents.shardsOf(List.of(location.getContinent(), continent));
        location.setContinent(continent);
        entityManager.flush();
        return new Answers.ChangedLocation(
                view(location), Answers.Route.over(involved, "the shards of the two continents"));
    }

    /** Adds a report, to its city's shard. */
    @POST
    @Path("{id}/reports")
    @Transactional
    public Response addReport(
            @PathParam("id") String id, @QueryParam("shard") @Nullable String shard, @Nullable JsonValue body) {
        WeatherLocation location = find(id, shard);
        var input = new Input();
        JsonObject given = input.object(body, Set.of("temperature", "reportTime"));
        double temperature = input.number(given, "temperature", -100, 70);
        LocalDateTime time = input.time(given, "reportTime");
        input.check();

        var report = new Report(
                location,
                temperature,
                time == null ? LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS) : time);
        // Both sides: the city may be in the shared cache, with its reports.
        location.getReports().add(report);
        entityManager.persist(report);
        entityManager.flush();
        Answers.Report view = view(report);
        var route = Answers.Route.over(List.of(String.valueOf(view.shard())), "the city's shard");
        return created(view(location), new Answers.AddedReport(view, route));
    }

    private WeatherLocation find(String id, @Nullable String shard) {
        var input = new Input();
        long number = input.parameter("id", id, 1, Long.MAX_VALUE, 0);
        input.parameter("shard", shard, sharding().shards());
        input.check();
        WeatherLocation location =
                entityManager.find(WeatherLocation.class, shard == null ? number : ShardedKey.of(shard, number));
        if (location == null) {
            throw new NotFoundException();
        }
        return location;
    }

    private Answers.Route routeOfFind(@Nullable String shard) {
        return shard == null
                ? Answers.Route.over(sharding().shards(), "an id alone does not tell its shard")
                : Answers.Route.over(List.of(shard), "the request names the shard");
    }

    private Response created(Answers.Location location, Object answer) {
        return Response.created(at(location)).entity(answer).build();
    }

    private URI at(Answers.Location location) {
        return uri.getBaseUriBuilder()
                .path(LocationsResource.class)
                .path("{id}")
                .queryParam("shard", location.shard())
                .build(location.id());
    }

    private String next(Answers.Location last) {
        UriBuilder next = uri.getRequestUriBuilder().replaceQueryParam("after", last.id());
        return next.scheme(null).host(null).port(-1).build().toString();
    }

    private Answers.Location view(WeatherLocation location) {
        return new Answers.Location(
                location.getId(),
                sharding().shardOf(location),
                location.getContinent(),
                location.getCity(),
                location.getCountry(),
                location.getPopulation(),
                location.getLatitude(),
                location.getLongitude());
    }

    private Answers.Report view(Report report) {
        return new Answers.Report(
                report.getId(),
                sharding().shardOf(report),
                report.getTemperature(),
                report.getReportTime().toString());
    }

    private Sharding sharding() {
        return Sharding.of(entityManager);
    }
}
