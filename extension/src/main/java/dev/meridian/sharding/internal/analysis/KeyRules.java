package dev.meridian.sharding.internal.analysis;

import dev.meridian.sharding.internal.constraint.KeyConstraint;
import dev.meridian.sharding.internal.constraint.Outcome;
import dev.meridian.sharding.internal.constraint.PaddedText;
import dev.meridian.sharding.internal.constraint.Verdict;
import dev.meridian.sharding.internal.model.HashShardMap;
import dev.meridian.sharding.internal.model.RangeShardMap;
import dev.meridian.sharding.internal.model.ShardMap;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ValueShardMap;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What conditions on one root's shard key say of its values, as its database compares them. Immutable and thread-safe.
 *
 * <p>Texts are compared as {@link TextRules} says: with a value map, each mapped value by itself; with a range map, by an
 * order that is known. For a hash map that is possible only where texts that are equal are equal in Java: on a database
 * that pads, keys with blanks at the end must not be stored. All other types are compared as Java does, if database and Java are known to agree.
 */
final class KeyRules {

    private static final Set<Class<?>> ORDERED = Set.of(
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            BigInteger.class,
            BigDecimal.class,
            LocalDate.class,
            java.sql.Date.class);
    private static final Set<Class<?>> UNORDERED = Set.of(Boolean.class, UUID.class);

    private final ShardedEntity.Root root;
    private final TextRules texts;
    private final @Nullable Class<?> keyType;
    private final boolean computes;
    private final boolean keysAreSame;
    private final Map<Object, Outcome> equalToMapped;

    /**
     * @param texts how the database compares the key's column, if it is a text
     * @param computes whether it is known how the database computes values
     */
    KeyRules(ShardedEntity.Root root, TextRules texts, boolean computes) {
        this.computes = computes && texts != TextRules.ANY_COLLATION;
        this.root = root;
        this.texts = texts;
        this.keyType = typeOf(root.map());
        this.keysAreSame = keyType != null && computeKeysAreSame();
        Map<Object, Outcome> equal = new HashMap<>();
        if (root.map() instanceof ValueShardMap values) {
            values.values().forEach(value -> equal.put(value, compute(Comparison.EQUAL, value)));
        }
        this.equalToMapped = Map.copyOf(equal);
    }

    private static @Nullable Class<?> typeOf(ShardMap map) {
        if (map instanceof HashShardMap hashes) {
            return hashes.valueType();
        }
        Stream<?> samples = map instanceof ValueShardMap values
                ? values.values().stream()
                : ((RangeShardMap) map)
                        .ranges().stream()
                                .flatMap(range ->
                                        Stream.of(range.start(), range.end()).filter(bound -> bound != null));
        return samples.findFirst().map(Object::getClass).orElse(null);
    }

    /** The Java type of the values that the shard map knows; null if it knows none. */
    @Nullable Class<?> keyType() {
        return keyType;
    }

    /** Whether two keys that the database takes for equal are one to the shard map too. */
    boolean equalKeysAreSame() {
        return keysAreSame;
    }

    private boolean computeKeysAreSame() {
        if (keyType != String.class && keyType != Character.class) {
            return ORDERED.contains(keyType) || UNORDERED.contains(keyType);
        }
        return root.map() instanceof ValueShardMap values
                && values.defaultShard().isEmpty()
                && values.values().stream().allMatch(one -> isEqualToItselfOnly(one.toString(), values));
    }

    private boolean isEqualToItselfOnly(String text, ValueShardMap values) {
        return values.values().stream()
                .map(Object::toString)
                .filter(other -> texts.equal(other, text) != Verdict.FAILS)
                .allMatch(text::equals);
    }

    /** {@code key = value} and the like. */
    Outcome compare(Comparison comparison, Object value) {
        Outcome known = comparison == Comparison.EQUAL ? equalToMapped.get(value) : null;
        return known != null ? known : compute(comparison, value);
    }

    private Outcome compute(Comparison comparison, Object value) {
        if (value.getClass() != keyType) {
            return Outcome.unknownUnlessNull();
        }
        if (comparison == Comparison.NOT_EQUAL) {
            return compare(Comparison.EQUAL, value).not();
        }
        if (value instanceof String || value instanceof Character) {
            return compareText(comparison, value);
        }
        boolean equality = comparison == Comparison.EQUAL;
        boolean known = ORDERED.contains(keyType) || (equality && UNORDERED.contains(keyType));
        return known ? compareInOrder(comparison, (Comparable<?>) value) : Outcome.unknownUnlessNull();
    }

    private static Outcome compareInOrder(Comparison comparison, Comparable<?> value) {
        return switch (comparison) {
            case EQUAL -> Outcome.equalTo(value);
            case NOT_EQUAL -> Outcome.equalTo(value).not();
            case LESS -> Outcome.lessThan(value);
            case LESS_OR_EQUAL -> Outcome.atMost(value);
            case GREATER -> Outcome.greaterThan(value);
            case GREATER_OR_EQUAL -> Outcome.atLeast(value);
        };
    }

    private Outcome compareText(Comparison comparison, Object value) {
        if (root.map() instanceof RangeShardMap && texts == TextRules.PADDED && value instanceof String text) {
            return compareInPaddedOrder(comparison, text);
        }
        if (!(root.map() instanceof ValueShardMap values)) {
            return comparison == Comparison.EQUAL ? equalText(value) : Outcome.unknownUnlessNull();
        }
        Outcome outcome = Outcome.evaluated(
                values.values(),
                Verdict.IS_NULL,
                mapped -> texts.compare(comparison, mapped.toString(), value.toString()));
        if (comparison != Comparison.EQUAL || texts != TextRules.EXACT) {
            return outcome;
        }
        List<Object> candidates = new ArrayList<>(List.of(value));
        values.values().stream().filter(outcome.whenTrue()::contains).forEach(candidates::add);
        return new Outcome(outcome.whenTrue().and(KeyConstraint.only(candidates)), outcome.whenFalse());
    }

    private static Outcome compareInPaddedOrder(Comparison comparison, String value) {
        // How a database takes two halves of a character for one is not known.
        return comparison == Comparison.EQUAL || TextRules.isPlain(value)
                ? compareInOrder(comparison, PaddedText.of(value))
                : Outcome.unknownUnlessNull();
    }

    private Outcome equalText(Object value) {
        return switch (texts) {
            case EXACT -> Outcome.equalTo(value);
            case PADDED -> Outcome.equalTo(value instanceof String text ? TextRules.strip(text) : value);
            case ANY_COLLATION -> Outcome.unknownUnlessNull();
        };
    }

    /** {@code key LIKE pattern}. */
    Outcome like(LikePattern pattern) {
        return keyType == String.class && root.map() instanceof ValueShardMap values
                ? Outcome.evaluated(values.values(), Verdict.IS_NULL, mapped -> texts.like((String) mapped, pattern))
                : Outcome.unknownUnlessNull();
    }

    /** {@code key IN (values)}, none of them null. */
    Outcome in(Collection<?> values) {
        boolean exact =
                values.stream().allMatch(value -> value.getClass() == keyType && ORDERED.contains(value.getClass()));
        return exact
                ? Outcome.in(values, false)
                : values.stream()
                        .map(value -> compare(Comparison.EQUAL, value))
                        .reduce(Outcome.alwaysFalse(), Outcome::or);
    }

    /**
     * A condition on what is computed of the key.
     *
     * @param parameters the value of each parameter, or {@link Operand#UNDECIDED}
     */
    Outcome computed(KeyPredicate predicate, IntFunction<@Nullable Object> parameters, boolean nullsAreBound) {
        if (!computes || keyType == null || !(root.map() instanceof ValueShardMap values)) {
            return Outcome.unknown();
        }
        Outcome any = Outcome.alwaysUnknown();
        for (Locale language : TermEvaluation.LANGUAGES) {
            TermEvaluation ofNull = new TermEvaluation(null, texts, parameters, nullsAreBound, language);
            Outcome one = Outcome.evaluated(
                    values.values(),
                    ofNull.verdict(predicate),
                    key -> ofNull.withKey(key).verdict(predicate));
            any = new Outcome(any.whenTrue().or(one.whenTrue()), any.whenFalse().or(one.whenFalse()));
        }
        return any;
    }

    /** The keys of rows that stand in a shard, or more. */
    KeyConstraint keysIn(String shard) {
        if (!(root.map() instanceof ValueShardMap values)) {
            return KeyConstraint.everything();
        }
        List<Object> here = values.values().stream()
                .filter(value -> values.shardOf(value).filter(shard::equals).isPresent())
                .toList();
        List<Object> elsewhere =
                values.values().stream().filter(value -> !here.contains(value)).toList();
        boolean isDefault = values.defaultShard().filter(shard::equals).isPresent();
        KeyConstraint keys = isDefault ? KeyConstraint.except(elsewhere) : KeyConstraint.only(here);
        return root.keyNullable() ? keys.or(KeyConstraint.nullOnly()) : keys;
    }
}
