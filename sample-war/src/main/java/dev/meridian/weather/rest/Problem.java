package dev.meridian.weather.rest;

import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as RFC 9457 has it.
 *
 * @param type always "about:blank": the status says what kind of problem it is
 * @param code the extension's error code, null if the error is not the extension's
 * @param errors what is wrong with the input, empty if it is something else
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String code,
        List<Fault> errors) {

    /** One thing wrong with the input: a parameter or a member of the body, and what it should be. */
    public record Fault(String field, String message) {}

    /** The media type of a problem. */
    static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = List.copyOf(errors);
    }

    static Problem of(int status, String detail) {
        return new Problem("about:blank", title(status), status, detail, null, List.of());
    }

    /** The same, with the extension's code. */
    Problem withCode(String newCode) {
        return new Problem(type, title, status, detail, newCode, errors);
    }

    /** The same, with what is wrong with the input. */
    Problem withErrors(List<Fault> newErrors) {
        return new Problem(type, title, status, detail, code, newErrors);
    }

    Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }

    private static String title(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }
}
