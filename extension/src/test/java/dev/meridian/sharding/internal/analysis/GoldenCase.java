package dev.meridian.sharding.internal.analysis;

import dev.meridian.sharding.testkit.weather.Report;
import dev.meridian.sharding.testkit.weather.WeatherLocation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One case of a text file: lines with {@code #} comment it, then comes the query, then its parameters, each in a line
 * {@code :name = value}, and its hints, each in a line {@code !name = value}, then what is expected, each in a line that
 * begins with {@code ->}.
 *
 * <p>A value is {@code null}, {@code 'text'}, a number, a truth value, {@code LocalDate(2026-01-31)}, {@code UUID(...)},
 * {@code Entity(continent)}, or a list of them in parentheses.
 */
public record GoldenCase(
        String query, Map<String, Object> parameters, Map<String, String> hints, List<String> expected) {

    /** The cases of a resource, in its order. */
    public static List<GoldenCase> read(String resource) {
        List<GoldenCase> cases = new ArrayList<>();
        for (String block : text(resource).split("\n\\s*\n", -1)) {
            List<String> lines = block.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
            if (!lines.isEmpty()) {
                cases.add(parse(lines));
            }
        }
        return cases;
    }

    private static GoldenCase parse(List<String> lines) {
        StringBuilder query = new StringBuilder();
        Map<String, Object> parameters = new HashMap<>();
        Map<String, String> hints = new HashMap<>();
        List<String> expected = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("->")) {
                expected.add(line.substring(2).strip());
            } else if (line.startsWith(":")) {
                parameters.put(before(line), value(after(line)));
            } else if (line.startsWith("!")) {
                hints.put(before(line), after(line));
            } else {
                query.append(query.isEmpty() ? "" : " ").append(line);
            }
        }
        return new GoldenCase(query.toString(), parameters, hints, expected);
    }

    private static String before(String line) {
        return line.substring(1, line.indexOf('=')).strip();
    }

    private static String after(String line) {
        return line.substring(line.indexOf('=') + 1).strip();
    }

    private static Object value(String text) {
        if (text.startsWith("(")) {
            String inner = inParentheses(text).strip();
            return inner.isEmpty()
                    ? List.of()
                    : Arrays.stream(inner.split(",", -1))
                            .map(String::strip)
                            .map(GoldenCase::value)
                            .collect(Collectors.toList());
        }
        if (text.startsWith("'")) {
            return text.substring(1, text.length() - 1);
        }
        if (text.startsWith("LocalDate(")) {
            return LocalDate.parse(inParentheses(text));
        }
        if (text.startsWith("UUID(")) {
            return UUID.fromString(inParentheses(text));
        }
        if (text.startsWith("WeatherLocation(")) {
            return location(text);
        }
        if (text.startsWith("Report(")) {
            Report report = new Report(location(text), 1.0);
            report.setId(1L);
            return report;
        }
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        return text.equals("null") ? null : Integer.valueOf(text);
    }

    private static String inParentheses(String text) {
        return text.substring(text.indexOf('(') + 1, text.length() - 1);
    }

    private static WeatherLocation location(String text) {
        WeatherLocation location = new WeatherLocation(inParentheses(text), "City");
        location.setId(1L);
        return location;
    }

    private static String text(String resource) {
        try (InputStream stream = Objects.requireNonNull(GoldenCase.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was found, in the form of the expectations. */
    static List<String> describe(QueryAnalysis analysis) {
        List<String> lines = new ArrayList<>();
        for (QueryAnalysis.Finding finding : analysis.findings()) {
            String shards = finding.shards()
                    .map(names -> " in " + names.stream().sorted().collect(Collectors.joining(" or ")))
                    .orElse("");
            lines.add(values(finding) + shards + ": " + finding.reason());
        }
        if (analysis.readsUnsharded()) {
            lines.add("unsharded");
        }
        analysis.entityShards().forEach(shard -> lines.add("entity of " + shard));
        return lines;
    }

    private static String values(QueryAnalysis.Finding finding) {
        List<String> possible = WeatherAnalysis.MAP.values().stream()
                .filter(finding.keys()::contains)
                .map(Object::toString)
                .toList();
        return possible.size() == WeatherAnalysis.MAP.values().size()
                ? "all"
                : possible.isEmpty() ? "none" : String.join(", ", possible);
    }

    @Override
    public String toString() {
        return query;
    }
}
