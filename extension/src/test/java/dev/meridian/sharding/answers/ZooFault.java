package dev.meridian.sharding.answers;

import dev.meridian.sharding.testkit.ShardedUnit;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A way to read {@link Zoos} wrongly. What would be wrong of one shard's rows is made so in that shard's tables; a condition
 * that would be lost is taken out of the query.
 */
enum ZooFault {
    NONE("asia"),
    DROPPED_SUBCLASS("asia", "DELETE FROM FISH", "DELETE FROM ANIMAL WHERE KIND = 'Fish'"),

    /** Its objects are made as of the class that it inherits from. */
    FORGOTTEN_SUBCLASS("asia", "UPDATE KEEPER SET DTYPE = 'Keeper'"),

    /** The columns of a subclass's own table are not read. */
    LOST_TABLE_OF_SUBCLASS("asia", "UPDATE BIRD SET WINGSPAN = NULL"),

    LOST_TYPE("TYPE\\(\\w+\\) (=|<>|IN) (\\w+|\\([^)]*\\))"),
    LOST_TREAT("TREAT\\(\\w AS \\w+\\)\\.\\w+ (=|>) \\d"),
    LOST_MEMBER_OF("'\\w' (NOT )?MEMBER OF [\\w.]+"),
    LOST_EMPTINESS("z\\.(animals|stays|tags|tasks) IS (NOT )?EMPTY"),
    LOST_SUBQUERY("EXISTS \\(SELECT [^)]*\\)"),

    ELEMENTS_OF_ANOTHER_SHARD(
            "europe",
            "INSERT INTO ZOO_TAG (ZOO_ID, TAG) SELECT z.ID, 'a' FROM ZOO z"
                    + " WHERE NOT EXISTS (SELECT 1 FROM ZOO_TAG t WHERE t.ZOO_ID = z.ID AND t.TAG = 'a')"),
    DROPPED_ELEMENTS("north_america", "DELETE FROM ZOO_TASK"),
    ELEMENTS_OUT_OF_ORDER("asia", "UPDATE ZOO_TASK SET POSITION = 1 - POSITION WHERE POSITION < 2"),
    SWAPPED_KEYS("asia", "UPDATE ZOO_STOCK SET GOODS = CASE GOODS WHEN 'a' THEN 'b' WHEN 'b' THEN 'a' ELSE GOODS END"),
    LOST_VALUES_OF_A_MAP("asia", "UPDATE ZOO_STOCK SET AMOUNT = 0"),

    LOST_COLUMN_OF_SECOND_TABLE("europe", "UPDATE ZOO_DETAIL SET MOTTO = NULL"),
    DROPPED_ROW_OF_SECOND_TABLE("asia", "DELETE FROM ZOO_DETAIL WHERE AREA IS NULL"),

    SHOWN_HIDDEN_ROW("north_america", "UPDATE STAY SET GONE = 0"),
    HIDDEN_SHOWN_ROW("north_america", "UPDATE STAY SET GONE = 1"),

    /** Each owner but the first gives its own to the first. */
    MIXED_OWNERS("asia", "UPDATE ANIMAL SET ZOO_ID = (SELECT MIN(ID) FROM ZOO)");

    private static final String ALWAYS = "1 = 1";

    private final String shard;

    @SuppressWarnings("ImmutableEnumChecker") // a copy
    private final List<String> statements;

    private final @Nullable Pattern lost;

    ZooFault(String shard, String... statements) {
        this.shard = shard;
        this.statements = List.of(statements);
        this.lost = null;
    }

    ZooFault(String lost) {
        this.shard = "";
        this.statements = List.of();
        this.lost = Pattern.compile(lost);
    }

    void spoil(ShardedUnit unit) throws SQLException {
        if (!statements.isEmpty()) {
            unit.execute(shard, statements.toArray(String[]::new));
        }
    }

    String spoil(String jpql) {
        return lost == null ? jpql : lost.matcher(jpql).replaceAll(ALWAYS);
    }
}
