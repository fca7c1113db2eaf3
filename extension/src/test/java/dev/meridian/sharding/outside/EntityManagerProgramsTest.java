package dev.meridian.sharding.outside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.outside.Step.Action;
import dev.meridian.sharding.testkit.ShardedUnit;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.eclipse.persistence.jpa.JpaCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random programs of an EntityManager's calls over three shards, where ids repeat, give the answers and leave the rows that
 * they do in one database.
 *
 * <p>{@code -Dmeridian.test.programs=5000 -Dmeridian.test.programs.seed=42} runs others.
 */
@Tag("weaving")
class EntityManagerProgramsTest {

    private static final int PROGRAMS = Integer.getInteger("meridian.test.programs", 150);
    private static final int JTA_PROGRAMS = PROGRAMS / 3;
    private static final long SEED = Long.getLong("meridian.test.programs.seed", 1);
    private static final int MOST_DIFFERENCES = 3;
    private static final int MOST_TRIES = 60;
    private static final int MOST_REFUSED_PERCENT = 10;
    private static final int MOST_FAILED_PERCENT = 25;

    /** Of each action, in a hundred programs. */
    private static final int LEAST_EFFECTS = 3;

    private static final String ROWS =
            "SELECT 'farm ' || f.NAME || ' ' || CHAR(f.MARK) || CHAR(f.VERSION) || f.REGION FROM FARM f"
                    + " UNION ALL SELECT 'field ' || d.NAME || ' ' || CHAR(d.MARK) || CHAR(d.VERSION) || f.NAME || ' ' || f.REGION"
                    + " FROM FIELD d LEFT JOIN FARM f ON d.FARM_ID = f.ID"
                    + " UNION ALL SELECT 'crop ' || c.NAME || ' ' || CHAR(c.MARK) || d.NAME || ' ' || f.REGION"
                    + " FROM CROP c LEFT JOIN FIELD d ON c.FIELD_ID = d.ID LEFT JOIN FARM f ON d.FARM_ID = f.ID";

    private final Map<Action, Integer> effects = new EnumMap<>(Action.class);
    private final List<String> refusals = new ArrayList<>();
    private ShardedUnit sharded;
    private ShardedUnit single;
    private Place ofSharded;
    private Place ofSingle;
    private int tries;
    private int emptied;
    private int failed;

    private void open(boolean jta, Fault fault) {
        ShardedUnit.Builder several = ShardedUnit.with(Farms.ENTITIES)
                .shards(Farms.SHARDS.toArray(String[]::new))
                .property("meridian.cross-shard-writes", "best-effort")
                .createTables();
        ShardedUnit.Builder one = ShardedUnit.with(Farms.ENTITIES).unsharded().createTables();
        sharded = (jta ? several.jta() : several).open();
        single = (jta ? one.jta() : one).open();
        ofSharded = new Place(sharded.emf(), true, jta, fault);
        ofSingle = new Place(single.emf(), false, jta, null);
    }

    @AfterEach
    void closeUnits() {
        sharded.close();
        single.close();
    }

    @ParameterizedTest(name = "JTA: {0}")
    @ValueSource(booleans = {false, true})
    void randomProgram_onThreeShards_isAsOnOneDatabase(boolean jta) {
        open(jta, null);
        int count = jta ? JTA_PROGRAMS : PROGRAMS;
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < count && differences.size() < MOST_DIFFERENCES; i++) {
            Program program = program(i);
            difference(program).ifPresent(found -> differences.add(smallest(program, found)));
        }
        assertThat(differences).isEmpty();
        assertThat(100 * refusals.size() / count).as("refused: %s", refusals).isLessThan(MOST_REFUSED_PERCENT);
        assertThat(100 * failed / count).as("failed in both").isLessThan(MOST_FAILED_PERCENT);
        assertThat(effects).as("each action has its effects").containsOnlyKeys(Action.values());
        assertThat(effects.values()).as("%s", effects).allMatch(often -> often >= LEAST_EFFECTS * count / 100);
    }

    @ParameterizedTest
    @EnumSource
    void randomPrograms_ofAnEntityManagerThatErrs_showIt(Fault fault) {
        open(false, fault);
        assertThat(IntStream.range(0, PROGRAMS)
                        .mapToObj(EntityManagerProgramsTest::program)
                        .anyMatch(program -> difference(program).isPresent()))
                .isTrue();
    }

    private static Program program(int number) {
        return Program.random(SEED * 1_000_003L + number);
    }

    /** The smallest program that differs, and how. */
    private String smallest(Program program, String found) {
        tries = 0;
        return smaller(program, found);
    }

    private String smaller(Program program, String found) {
        Optional<Program> smaller = program.smaller()
                .takeWhile(candidate -> tries++ < MOST_TRIES)
                .filter(candidate -> difference(candidate).isPresent())
                .findFirst();
        return smaller.map(next -> smaller(next, difference(next).orElse(found)))
                .orElseGet(() -> program.steps() + "\n" + found);
    }

    private Optional<String> difference(Program program) {
        empty();
        List<String> expected = ProgramRun.answers(program, ofSingle);
        List<String> answers = ProgramRun.answers(program, ofSharded);
        count(program, answers);
        String last = answers.get(answers.size() - 1);
        if (last.startsWith("refused ")) {
            refusals.add(last);
            return Optional.empty();
        }
        if (!answers.equals(expected)) {
            return Optional.of("  answers " + answers + "\n  but one " + expected);
        }
        if (last.startsWith("fails")) {
            failed++;
        }
        return stateDifference();
    }

    private void count(Program program, List<String> answers) {
        for (int i = 0; i < Math.min(answers.size(), program.steps().size()); i++) {
            if (!answers.get(i).startsWith(ProgramRun.NOTHING)) {
                effects.merge(program.steps().get(i).action(), 1, Integer::sum);
            }
        }
    }

    private Optional<String> stateDifference() {
        List<String> expected = rows(single, "one");
        List<String> found = new ArrayList<>();
        for (int i = 0; i < Farms.SHARDS.size(); i++) {
            String region = Farms.REGIONS.get(i);
            List<String> there = rows(sharded, Farms.SHARDS.get(i));
            if (!there.stream().allMatch(row -> row.endsWith(region))) {
                return Optional.of("  leaves in " + region + " " + there);
            }
            found.addAll(there);
        }
        Collections.sort(found);
        return found.equals(expected) ? Optional.empty() : Optional.of("  leaves " + found + "\n  but one " + expected);
    }

    /** All of a database, without ids: with the name of the parent instead. */
    private static List<String> rows(ShardedUnit unit, String shard) {
        List<String> rows = new ArrayList<>();
        try (var connection = unit.jdbc(shard);
                var statement = connection.createStatement();
                var result = statement.executeQuery(ROWS)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        Collections.sort(rows);
        return rows;
    }

    private void empty() {
        emptied++;
        for (ShardedUnit unit : List.of(sharded, single)) {
            unit.emf().getCache().unwrap(JpaCache.class).clear();
            for (String shard : unit == single ? List.of("one") : Farms.SHARDS) {
                empty(unit, shard);
            }
            unit.log().clear();
        }
    }

    private void empty(ShardedUnit unit, String shard) {
        try {
            unit.execute(shard, "DELETE FROM CROP", "DELETE FROM FIELD", "DELETE FROM FARM");
            // So that ids repeat. Not each time: Derby compiles all statements again.
            if (emptied % 20 == 1) {
                unit.execute(shard, "ALTER TABLE CROP ALTER COLUMN ID RESTART WITH 1");
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
