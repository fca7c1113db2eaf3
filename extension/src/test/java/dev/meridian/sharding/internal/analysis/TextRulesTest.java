package dev.meridian.sharding.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.meridian.sharding.internal.constraint.Verdict;
import dev.meridian.sharding.internal.model.IdScope;
import dev.meridian.sharding.internal.model.ShardedEntity;
import java.util.stream.Stream;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.sessions.DatabaseSessionImpl;
import org.eclipse.persistence.platform.database.DatabasePlatform;
import org.eclipse.persistence.platform.database.DerbyPlatform;
import org.eclipse.persistence.platform.database.H2Platform;
import org.eclipse.persistence.platform.database.MySQLPlatform;
import org.eclipse.persistence.platform.database.OraclePlatform;
import org.eclipse.persistence.platform.database.PostgreSQLPlatform;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TextRulesTest {

    @ParameterizedTest
    @CsvSource({
        "PADDED, Asia, 'Asia  ', HOLDS",
        "PADDED, Asia, asia, FAILS",
        "PADDED, Asia, ' Asia', FAILS",
        "PADDED, Asia, 'Asia\t', FAILS",
        "PADDED, '', '  ', HOLDS",
        "EXACT, Asia, Asia, HOLDS",
        "EXACT, Asia, 'Asia ', UNDECIDED",
        "EXACT, Asia, asia, UNDECIDED",
        "EXACT, Asia, Ásia, UNDECIDED",
        "EXACT, Asia, Europe, FAILS",
        "EXACT, Łódź, Europe, FAILS",
        "ANY_COLLATION, Asia, Asia, HOLDS",
        "ANY_COLLATION, Asia, ASIA, UNDECIDED",
        "ANY_COLLATION, Asia, Europe, FAILS",
        "ANY_COLLATION, 'North America', northamerica, UNDECIDED",
        "ANY_COLLATION, Łódź, Europe, UNDECIDED",
        "ANY_COLLATION, Straße, STRASSE, UNDECIDED",
    })
    void equality_isTheDatabases(TextRules rules, String stored, String value, Verdict expected) {
        assertThat(rules.equal(stored, value)).isEqualTo(expected);
        assertThat(rules.compare(Comparison.EQUAL, stored, value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "PADDED, LESS, Asia, Europe, HOLDS",
        "PADDED, LESS, Asia, 'Asia ', FAILS",
        "PADDED, LESS_OR_EQUAL, Asia, 'Asia ', HOLDS",
        "PADDED, GREATER, a, B, HOLDS",
        "PADDED, GREATER_OR_EQUAL, Asia, B, FAILS",
        "PADDED, LESS, Asia, 'Asia\t', UNDECIDED",
        "EXACT, LESS, Asia, Europe, UNDECIDED",
        "ANY_COLLATION, GREATER, Asia, Europe, UNDECIDED",
    })
    void order_isKnownOfDerbyOnly(
            TextRules rules, Comparison comparison, String stored, String value, Verdict expected) {
        assertThat(rules.compare(comparison, stored, value)).isEqualTo(expected);
    }

    static Stream<Arguments> databases() {
        return Stream.of(
                arguments(new DerbyPlatform(), null, TextRules.PADDED, true),
                arguments(new DerbyPlatform(), "VARCHAR(50)", TextRules.PADDED, true),
                arguments(new DerbyPlatform(), "character varying(50)", TextRules.PADDED, true),
                arguments(new PostgreSQLPlatform(), null, TextRules.EXACT, true),
                arguments(new PostgreSQLPlatform(), " char(50)", TextRules.ANY_COLLATION, true),
                arguments(new PostgreSQLPlatform(), "NCHARACTER(50)", TextRules.ANY_COLLATION, true),
                arguments(new PostgreSQLPlatform(), "TEXT COLLATE \"und-x-icu\"", TextRules.ANY_COLLATION, true),
                arguments(new H2Platform(), null, TextRules.EXACT, false),
                arguments(new OraclePlatform(), null, TextRules.EXACT, false),
                arguments(new MySQLPlatform(), null, TextRules.ANY_COLLATION, false));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void rulesOfADatabase_areThoseOfItsPlatformAndTheKeysColumn(
            DatabasePlatform platform, String definition, TextRules expected, boolean functionsAreKnown) {
        ClassDescriptor descriptor = new ClassDescriptor();
        descriptor.getFields().add(column("OTHER", "CHAR(1) COLLATE x"));
        descriptor.getFields().add(column("PLACE_KEY", definition));
        DatabaseSessionImpl session = new DatabaseSessionImpl(new DatabaseLogin(platform));
        session.getDescriptors().put(Object.class, descriptor);
        ShardedEntity.Root root = new ShardedEntity.Root(
                Object.class, "Place", IdScope.UNIT_UNIQUE, "key", "place_key", false, WeatherAnalysis.MAP);

        assertThat(TextRules.of(root, session)).isEqualTo(expected);
        assertThat(TextRules.areFunctionsKnown(session)).isEqualTo(functionsAreKnown);
    }

    private static DatabaseField column(String name, String definition) {
        DatabaseField column = new DatabaseField(name);
        column.setColumnDefinition(definition);
        return column;
    }

    @ParameterizedTest
    @CsvSource({
        "PADDED, Asia, A%, HOLDS",
        "PADDED, Asia, 'Asia ', FAILS",
        "PADDED, Asia, 'A\\%', FAILS",
        "EXACT, Asia, A%, HOLDS",
        "EXACT, Asia, a%, FAILS",
        "EXACT, Asia, 'A\\%', UNDECIDED",
        "ANY_COLLATION, Asia, A%, UNDECIDED",
    })
    void like_isUndecidedWhereCollationOrEscapeDecides(
            TextRules rules, String stored, String pattern, Verdict expected) {
        assertThat(rules.like(stored, LikePattern.of(pattern, null).orElseThrow()))
                .isEqualTo(expected);
    }
}
