package dev.meridian.weather.rest;

import dev.meridian.sharding.ShardingException;
import jakarta.json.JsonException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Answers every error as a problem; what is no one's business but the server's goes to the log only. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = System.getLogger(ProblemMapper.class.getName());

    /** A city that cannot move: for its reports, for what is there already, or because another request was first. */
    private static final Set<String> CONFLICTS = Set.of("MERIDIAN-090", "MERIDIAN-091", "MERIDIAN-092");

    @Override
    public Response toResponse(Throwable error) {
        if (error instanceof InvalidInput invalid) {
            return Problem.of(400, "Some of the input is not valid.")
                    .withErrors(invalid.faults())
                    .response();
        }
        if (error instanceof JsonException) {
            return Problem.of(400, detail(400)).response();
        }
        if (error instanceof WebApplicationException known) {
            return ofKnown(known);
        }
        Optional<ShardingException> known = causeInSharding(error);
        if (known.isPresent() && CONFLICTS.contains(known.get().code())) {
            return ofSharding(409, known.get()).response();
        }
        LOG.log(Level.ERROR, "A request failed", error);
        return known.map(cause -> ofSharding(500, cause))
                .orElseGet(() -> Problem.of(500, "Something went wrong; the server's log says more."))
                .response();
    }

    private static Problem ofSharding(int status, ShardingException cause) {
        return Problem.of(status, String.valueOf(cause.getMessage())).withCode(cause.code());
    }

    private static Response ofKnown(WebApplicationException error) {
        Response given = error.getResponse();
        if (given.getStatus() < 400) {
            return given;
        }
        // What belongs to the status, as Allow does to 405, stays.
        return Response.fromResponse(given)
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.of(given.getStatus(), detail(given.getStatus())))
                .build();
    }

    /** Our own words: the framework's are about its classes. */
    private static String detail(int status) {
        return switch (status) {
            case 400 -> "The request cannot be read; is its body JSON?";
            case 404 -> "There is nothing here.";
            case 405 -> "This address does not know that method; see Allow.";
            case 406 -> "Only application/json can be had here.";
            case 415 -> "Send application/json.";
            default -> "The request cannot be served.";
        };
    }

    private static Optional<ShardingException> causeInSharding(Throwable error) {
        return Stream.iterate(error, cause -> cause != null, Throwable::getCause)
                .filter(ShardingException.class::isInstance)
                .map(ShardingException.class::cast)
                .findFirst();
    }
}
