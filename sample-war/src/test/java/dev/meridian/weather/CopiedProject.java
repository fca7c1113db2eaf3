package dev.meridian.weather;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The project as a new user gets it, with an empty {@code target/} and without data, and the sample that runs from it. In a
 * copy, so that neither the running build's output nor a user's data is touched.
 */
final class CopiedProject {
    private static final Path PROJECT = Path.of(System.getProperty("weather.project"));
    private static final Path COPY = PROJECT.resolve("sample-war/target/readme-copy");
    private static final Set<Path> NOT_COPIED = Set.of(PROJECT.resolve("data"), PROJECT.resolve(".git"));
    /** Ends what hangs; no machine is so slow. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    private CopiedProject(int port) {
        this.port = port;
    }

    /** Copies the project's sources; the sample will listen at a free port. */
    static CopiedProject make() throws IOException {
        delete(COPY);
        Files.walkFileTree(PROJECT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (folder.endsWith("target") || NOT_COPIED.contains(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(inCopy(folder));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, inCopy(file));
                return FileVisitResult.CONTINUE;
            }
        });
        try (var socket = new ServerSocket(0)) {
            return new CopiedProject(socket.getLocalPort());
        }
    }

    String address() {
        return "http://localhost:" + port + "/";
    }

    /** Runs the README's one command that contains a text, in the copy, and returns what it prints. */
    String runCommandOfReadme(String containing) throws IOException, InterruptedException {
        var commands = Pattern.compile("mvn [^`\n]*")
                .matcher(Files.readString(COPY.resolve("README.md")))
                .results()
                .map(command -> command.group().strip())
                .filter(command -> command.contains(containing))
                .distinct()
                .toList();
        assertThat(commands).hasSize(1);
        return run("bash", "-c", commands.get(0) + " -Dweather.port=" + port);
    }

    /** Starts or stops the server that the README's command made, without building anything. */
    void server(String action) throws IOException, InterruptedException {
        run(COPY.resolve("sample-war/target/liberty/wlp/bin/server").toString(), action, "weather");
    }

    /** Ends the server's process at once, as a power cut would. */
    void killServer() throws IOException {
        Path pid = COPY.resolve("sample-war/target/liberty/wlp/usr/servers/.pid/weather.pid");
        var process =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    void deleteData() throws IOException {
        delete(COPY.resolve("data"));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address() + path)));
    }

    HttpResponse<String> post(String path, String mediaType, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address() + path))
                .header("Content-Type", mediaType)
                .POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> patch(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address() + path))
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    /** Asks again and again until the answer is as wanted, and returns it; a server that starts may refuse at first. */
    String await(String path, Predicate<String> wanted) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        String answer = bodyOrNothing(path);
        while (!wanted.test(answer)) {
            assertThat(Instant.now()).as("still %s", answer).isBefore(end);
            pause();
            answer = bodyOrNothing(path);
        }
        return answer;
    }

    private String bodyOrNothing(String path) throws IOException, InterruptedException {
        try {
            return get(path).body();
        } catch (ConnectException e) {
            return "";
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void pause() {
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS))
                .join();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Path output = COPY.resolveSibling("readme-copy.log");
        // To a file: the server that a command leaves behind would keep a pipe open.
        Process process = new ProcessBuilder(List.of(command))
                .directory(COPY.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        String printed;
        try {
            assertThat(process.waitFor(PATIENCE.toMinutes(), TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
            printed = Files.readString(output);
        }
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    private static Path inCopy(Path file) {
        return COPY.resolve(PROJECT.relativize(file));
    }

    private static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
