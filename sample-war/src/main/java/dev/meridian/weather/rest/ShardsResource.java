package dev.meridian.weather.rest;

import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.ShardingHints;
import dev.meridian.weather.Continents;
import dev.meridian.weather.load.CityLoader;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The shards and what they hold. */
@Path("shards")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ShardsResource {
    @Inject
    private EntityManager entityManager;

    @Inject
    private Continents continents;

    @Inject
    private CityLoader loader;

    /** All shards, the primary one first, with their counts. */
    @GET
    public Answers.Shards all() {
        // First, so that a load which is told to be complete is in the counts.
        var progress = loader.progress();
        List<String> names = Sharding.of(entityManager).shards();
        var shards = names.stream().map(this::shard).toList();
        return new Answers.Shards(
                shards, progress, Answers.Route.over(names, "each shard is asked for its own counts"));
    }

    private Answers.Shard shard(String name) {
        return new Answers.Shard(name, continents.in(name), count(name, "WeatherLocation"), count(name, "Report"));
    }

    private long count(String shard, String entity) {
        return entityManager
                .createQuery("select count(e) from " + entity + " e", Long.class)
                .setHint(ShardingHints.SHARD, shard)
                .getSingleResult();
    }
}
