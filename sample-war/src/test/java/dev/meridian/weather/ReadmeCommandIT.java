package dev.meridian.weather;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a new user does: runs the README's command for the sample, looks at it, and stops it as the README says. */
class ReadmeCommandIT {
    private static final Predicate<String> BEGUN =
            Pattern.compile("\"loaded\":[1-9]").asPredicate();
    private static final Predicate<String> LOADED =
            Pattern.compile("\"state\":\"complete\"").asPredicate();

    /** Each shard's cities in the shipped file; each has three reports. */
    private static final List<String> COUNTS = List.of(
            "\"locations\":4660,\"name\":\"north_america\",\"reports\":13980",
            "\"locations\":9065,\"name\":\"asia\",\"reports\":27195",
            "\"locations\":8459,\"name\":\"europe\",\"reports\":25377",
            "\"locations\":2139,\"name\":\"south_america\",\"reports\":6417");

    private static final String JSON = "application/json";

    private static CopiedProject project;
    private static String shardsAfterLoad;

    @BeforeAll
    static void start() throws Exception {
        project = CopiedProject.make();
        String printed = project.runCommandOfReadme("-Prun-sample");
        assertThat(printed).contains("The sample runs:").contains(project.address());
        shardsAfterLoad = project.await("api/shards", LOADED);
    }

    @AfterAll
    static void stop() throws Exception {
        project.runCommandOfReadme("liberty:stop");
    }

    @Test
    void page_atTheRoot_isThereWithItsParts() throws Exception {
        assertThat(project.get("").body()).contains("<title>", "GeoNames", "CC BY 4.0", "synthetic");
        assertThat(project.get("app.js").statusCode()).isEqualTo(200);
        assertThat(project.get("style.css").statusCode()).isEqualTo(200);
    }

    @Test
    void shards_afterTheFirstLoad_holdAllCitiesOfTheFile() {
        assertThat(shardsAfterLoad).contains(COUNTS).contains("\"loaded\":24323", "\"total\":24323");
    }

    @Test
    void list_ofOneContinentAndABeginning_tellsShardAndRoute() throws Exception {
        var answer = project.get("api/locations?continent=Asia&city=tOKY");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"city\":\"Tokyo\"", "\"shard\":\"asia\"")
                .contains("\"kind\":\"single\"", "\"shards\":[\"asia\"]");
    }

    @Test
    void list_pageByPage_goesOnWhereItEnded() throws Exception {
        var first = project.get("api/locations?continent=Asia&continent=Europe&limit=3")
                .body();
        var second = project.get(all(first, "\"next\":\"/([^\"]+)\"").get(0)).body();
        var both = project.get("api/locations?continent=Asia&continent=Europe&limit=6")
                .body();

        assertThat(first).contains("\"kind\":\"scatter\"", "\"shards\":[\"asia\",\"europe\"]");
        assertThat(ids(first)).hasSize(3);
        assertThat(ids(second)).hasSize(3);
        assertThat(ids(both))
                .isSorted()
                .startsWith(ids(first).toArray(Long[]::new))
                .endsWith(ids(second).toArray(Long[]::new));
    }

    @Test
    void get_ofACity_hasItsReportsOfTheSameShard() throws Exception {
        var listed = project.get("api/locations?continent=South America&limit=1".replace(" ", "%20"))
                .body();
        long id = ids(listed).get(0);

        var byId = project.get("api/locations/" + id).body();
        var byShard =
                project.get("api/locations/" + id + "?shard=south_america").body();

        assertThat(all(byId, "\"temperature\":([-0-9.]+)")).hasSize(3);
        assertThat(all(byId, "\"shard\":\"(\\w+)\"")).hasSize(4).containsOnly("south_america");
        assertThat(byId).contains("\"kind\":\"scatter\"");
        assertThat(byShard).contains("\"kind\":\"single\"", "\"shards\":[\"south_america\"]");
    }

    @Test
    void post_ofACityAndAReport_storesBothInTheContinentsShard() throws Exception {
        var city = project.post("api/locations", JSON, """
                {"continent": "Antarctica", "city": "McMurdo Station", "country": "AQ", "population": 1000,
                 "latitude": -77.85, "longitude": 166.67}""");
        assertThat(city.statusCode()).isEqualTo(201);
        assertThat(city.body()).contains("\"shard\":\"south_america\"");
        String location = city.headers()
                .firstValue("Location")
                .orElseThrow()
                .substring(project.address().length());

        var report = project.post(
                location.replace("?", "/reports?"),
                JSON,
                "{\"temperature\": -28.5, \"reportTime\": \"2026-07-15T12:00\"}");
        assertThat(report.statusCode()).isEqualTo(201);
        assertThat(report.body()).contains("\"shard\":\"south_america\"");

        assertThat(project.get(location).body()).contains("McMurdo Station", "-28.5", "2026-07-15T12:00");
    }

    @Test
    void patch_ofACitysContinent_movesItToItsShard() throws Exception {
        var city = project.post("api/locations", JSON, """
                {"continent": "Antarctica", "city": "Casey Station", "country": "AQ", "population": 150,
                 "latitude": -66.28, "longitude": 110.53}""");
        String location = "api/locations/" + ids(city.body()).get(0);

        var moved = project.patch(location, "{\"continent\": \"Africa\"}");

        assertThat(moved.statusCode()).isEqualTo(200);
        assertThat(moved.body())
                .contains("\"continent\":\"Africa\"", "\"shard\":\"europe\"", "[\"south_america\",\"europe\"]");
        assertThat(project.get(location + "?shard=europe").body()).contains("Casey Station");
        assertThat(project.get(location + "?shard=south_america").statusCode()).isEqualTo(404);
    }

    @Test
    void patch_ofACityWithReports_isAConflictUnlessItsShardStays() throws Exception {
        String location = "api/locations/"
                + ids(project.get("api/locations?continent=Asia&city=Tokyo").body())
                        .get(0);

        assertProblem(project.patch(location, "{\"continent\": \"Europe\"}"), 409, "MERIDIAN-090");
        assertThat(project.get(location + "?shard=asia").body()).contains("\"continent\":\"Asia\"");
        assertThat(project.patch(location, "{\"continent\": \"Oceania\"}").body())
                .contains("\"continent\":\"Oceania\"", "\"shards\":[\"asia\"]");
        assertThat(project.patch(location, "{\"continent\": \"Asia\"}").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api/locations/1         | {\"continent\": \"Atlantis\"}               | 400 | continent",
                "api/locations/1         | {}                                        | 400 | continent",
                "api/locations/1         | {\"continent\": \"Asia\", \"city\": \"Edo\"} | 400 | city",
                "api/locations/999999999 | {\"continent\": \"Asia\"}                   | 404 | Not Found"
            })
    void patch_ofNonsense_isAProblem(String path, String body, int status, String told) throws Exception {
        assertProblem(project.patch(path, body), status, told);
    }

    @ParameterizedTest
    @CsvSource({
        "api/locations?limit=0, 400, limit",
        "api/locations?limit=x, 400, limit",
        "api/locations?after=-1, 400, after",
        "api/locations?continent=Atlantis, 400, continent",
        "api/locations/x, 400, id",
        "api/locations/1?shard=mars, 400, shard",
        "api/locations/999999999, 404, Not Found",
        "api/nothing, 404, Not Found"
    })
    void get_ofNonsense_isAProblem(String path, int status, String told) throws Exception {
        assertProblem(project.get(path), status, told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | {\"continent\": | 400 | Bad Request",
                "application/json | [] | 400 | JSON object",
                "application/json | {\"continent\": \"Atlantis\"} | 400 | continent",
                "application/json | {\"planet\": \"Mars\"} | 400 | planet",
                "text/plain | hello | 415 | Unsupported Media Type"
            })
    void post_ofNonsense_isAProblem(String mediaType, String body, int status, String told) throws Exception {
        assertProblem(project.post("api/locations", mediaType, body), status, told);
    }

    @Test
    void load_killedInTheMiddle_isCompletedAtTheNextStartAndNotRepeatedAfter() throws Exception {
        project.server("stop");
        project.deleteData();
        project.server("start");
        project.await("api/shards", BEGUN);
        project.killServer();

        project.server("start");
        assertThat(project.await("api/shards", LOADED)).contains(COUNTS);
        project.server("stop");
        project.server("start");
        assertThat(project.await("api/shards", LOADED)).contains(COUNTS);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String told) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(answer.body()).contains("\"status\":" + status, "\"title\":", told);
    }

    private static List<Long> ids(String answer) {
        return all(answer, "\"id\":(\\d+)").stream().map(Long::valueOf).toList();
    }

    private static List<String> all(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
