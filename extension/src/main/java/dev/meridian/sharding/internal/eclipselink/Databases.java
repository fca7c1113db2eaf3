package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.internal.gather.DatabaseValues;
import dev.meridian.sharding.internal.gather.DerbyValues;
import dev.meridian.sharding.internal.gather.OtherValues;
import dev.meridian.sharding.internal.gather.PostgresValues;
import dev.meridian.sharding.internal.gather.TextOrder;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.DataReadQuery;
import org.eclipse.persistence.queries.SQLCall;
import org.jspecify.annotations.Nullable;

/**
 * Knows how the databases of a unit compare and calculate. All shards are of one kind, and sort as the primary one
 * does. Thread-safe.
 */
final class Databases {

    private static final String DERBY_COLLATION =
            "VALUES SYSCS_UTIL.SYSCS_GET_DATABASE_PROPERTY('derby.database.collation')";

    /** Known to Java are the collations that sort by bytes, which in UTF-8 means by code points. */
    private static final String POSTGRES_SORTS_BYTES =
            "SELECT CASE WHEN datcollate IN ('C', 'POSIX') AND datlocprovider = 'c'"
                    + " OR datlocprovider = 'b' THEN 'yes' ELSE 'no' END FROM pg_database WHERE datname = current_database()";

    private static final Set<String> POSTGRES_BYTES =
            Set.of("pg_catalog.\"C\"", "pg_catalog.\"POSIX\"", "pg_catalog.ucs_basic", "pg_catalog.pg_c_utf8");

    private static final String POSTGRES_RANKS =
            "SELECT t, RANK() OVER (ORDER BY t%s) FROM json_array_elements_text(CAST(#texts AS json)) AS x(t)";

    private static final String POSTGRES_CASE = "SELECT %s(CAST(#text AS text))";

    private static final String DERBY_CASE = "VALUES %s(CAST(#text AS VARCHAR(32672)))";

    private volatile boolean sortsAsKnown;

    /** Asks the primary shard how it sorts texts; called when the session is connected, before any query. */
    void learn(AbstractSession session) {
        if (session.getPlatform().isDerby()) {
            sortsAsKnown = "UCS_BASIC".equals(answer(session, DERBY_COLLATION));
        } else if (session.getPlatform().isPostgreSQL()) {
            sortsAsKnown = "yes".equals(answer(session, POSTGRES_SORTS_BYTES));
        }
    }

    /** Those of a connected session. */
    DatabaseValues valuesOf(AbstractSession session) {
        if (session.getPlatform().isPostgreSQL()) {
            TextOrder byLanguage = new TextOrder.Ranked(texts -> postgresRanks("", texts, session));
            return new PostgresValues(
                    sortsAsKnown ? PostgresValues.CODE_POINTS : byLanguage,
                    collation -> POSTGRES_BYTES.contains(collation)
                            ? PostgresValues.CODE_POINTS
                            : new TextOrder.Ranked(texts -> postgresRanks(" COLLATE " + collation, texts, session)),
                    (upper, text) -> inCase(POSTGRES_CASE, upper, text, session));
        }
        return session.getPlatform().isDerby() && sortsAsKnown
                ? new DerbyValues((upper, text) -> inCase(DERBY_CASE, upper, text, session))
                : new OtherValues();
    }

    private static @Nullable Object answer(AbstractSession session, String question) {
        return rows(session, new DataReadQuery(new SQLCall(question)), List.of())
                .get(0)
                .getValues()
                .get(0);
    }

    private static String inCase(String question, boolean upper, String text, AbstractSession session) {
        DataReadQuery query = new DataReadQuery(new SQLCall(question.formatted(upper ? "UPPER" : "LOWER")));
        query.addArgument("text", String.class);
        Object answer = rows(session, query, List.of(text)).get(0).getValues().get(0);
        return String.valueOf(answer);
    }

    private static Map<String, Integer> postgresRanks(String collation, Set<String> texts, AbstractSession session) {
        DataReadQuery query = new DataReadQuery(new SQLCall(POSTGRES_RANKS.formatted(collation)));
        query.addArgument("texts", String.class);
        Map<String, Integer> ranks = new HashMap<>();
        for (AbstractRecord row : rows(session, query, List.of(json(texts)))) {
            List<?> values = row.getValues();
            ranks.put((String) Objects.requireNonNull(values.get(0)), ((Number) values.get(1)).intValue());
        }
        return ranks;
    }

    // Also where the unit forbids native SQL: it is not the application's.
    private static List<AbstractRecord> rows(AbstractSession session, DataReadQuery query, List<?> arguments) {
        query.setAllowNativeSQLQuery(true);
        return ((Collection<?>) session.executeQuery(query, arguments))
                .stream().map(AbstractRecord.class::cast).toList();
    }

    private static String json(Set<String> texts) {
        StringJoiner array = new StringJoiner(",", "[", "]");
        texts.forEach(text -> array.add(quoted(text)));
        return array.toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
