package dev.meridian.weather.rest;

import dev.meridian.sharding.Explanation;
import dev.meridian.weather.load.Progress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the API answers with; each record is a JSON object. */
public final class Answers {
    private Answers() {}

    /** A city, and the shard that it came from. */
    public record Location(
            @Nullable Long id,
            @Nullable String shard,
            String continent,
            String city,
            String country,
            long population,
            double latitude,
            double longitude) {}

    /** A report, and the shard that it came from; its id is that shard's own. */
    public record Report(@Nullable Long id, @Nullable String shard, double temperature, String reportTime) {}

    /**
     * How a request was routed.
     *
     * @param kind "single" for one shard, "scatter" for several, "none" where none can hold what was asked for
     * @param shards the shards that may have been asked
     * @param reason why those
     */
    public record Route(String kind, List<String> shards, String reason) {
        public Route {
            shards = List.copyOf(shards);
        }

        /** The route of a query, as Meridian explains it. */
        static Route of(Explanation query) {
            return new Route(query.route().name().toLowerCase(Locale.ROOT), query.shards(), query.reason());
        }

        /** The route over some shards; its kind follows from their number. */
        static Route over(List<String> shards, String reason) {
            return new Route(shards.size() == 1 ? "single" : "scatter", shards, reason);
        }
    }

    /** Some cities by id; {@code next} is where the others are, null if there are none. */
    public record Page(List<Location> locations, @Nullable String next, Route route) {
        public Page {
            locations = List.copyOf(locations);
        }
    }

    /** A city with its reports. */
    public record Detail(Location location, List<Report> reports, Route route) {
        public Detail {
            reports = List.copyOf(reports);
        }
    }

    /** A city that was added. */
    public record AddedLocation(Location location, Route route) {}

    /** A city that was changed. */
    public record ChangedLocation(Location location, Route route) {}

    /** A report that was added. */
    public record AddedReport(Report report, Route route) {}

    /** What one shard holds. */
    public record Shard(String name, List<String> continents, long locations, long reports) {
        public Shard {
            continents = List.copyOf(continents);
        }
    }

    /** What all shards hold, and how far the first load is. */
    public record Shards(List<Shard> shards, Progress load, Route route) {
        public Shards {
            shards = List.copyOf(shards);
        }
    }
}
