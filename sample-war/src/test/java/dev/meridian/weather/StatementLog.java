package dev.meridian.weather;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the databases themselves say they ran since this log was opened. The test server's Derby writes every statement that
 * it executes, with the database's name, to its log.
 */
public final class StatementLog {
    private static final Pattern EXECUTION = Pattern.compile(
            "\\(DATABASE = [^)]*[/\\\\](\\w+)\\), [^:]*Executing prepared statement: (.*?) :End prepared statement",
            Pattern.DOTALL);

    // Since Java 19 a thread tells its number first.
    private static final Pattern THREAD = Pattern.compile("Thread\\[(?:#\\d+,)?(.*?),\\d+,");

    /** Asked by the server and EclipseLink to see whether a connection lives. */
    private static final String PING = "VALUES(1)";

    private final Path file = Path.of(System.getProperty("derby.stream.error.file"));
    private final long start = length();

    /** The number of statements that each shard ran; shards that ran none are left out. */
    public Map<String, Long> perShard() {
        return EXECUTION
                .matcher(written())
                .results()
                .filter(execution -> !execution.group(2).equals(PING))
                .collect(Collectors.groupingBy(execution -> execution.group(1), TreeMap::new, Collectors.counting()));
    }

    /** The threads that ran a statement of this text. */
    public Set<String> threads(String text) {
        return written()
                .lines()
                .filter(line -> line.contains("Executing prepared statement: ") && line.contains(text))
                .map(THREAD::matcher)
                .filter(Matcher::find)
                .map(line -> line.group(1))
                .collect(Collectors.toSet());
    }

    private String written() {
        try {
            byte[] all = Files.readAllBytes(file);
            return new String(all, (int) start, (int) (all.length - start), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long length() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
