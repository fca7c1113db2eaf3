package dev.meridian.sharding.internal.analysis;

import dev.meridian.sharding.internal.model.ShardedEntity;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.internal.expressions.CollectionExpression;
import org.eclipse.persistence.internal.expressions.ConstantExpression;
import org.eclipse.persistence.internal.expressions.DateConstantExpression;
import org.eclipse.persistence.internal.expressions.ParameterExpression;
import org.eclipse.persistence.internal.expressions.QueryKeyExpression;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.jspecify.annotations.Nullable;

/** Reads the conditions that compare a path with values. */
final class ComparisonReader {

    private static final Pattern DAY = Pattern.compile("\\{\\s*[dD]\\s*'(\\d{4}-\\d{2}-\\d{2})'\\s*}");

    private final PathResolver paths;
    private final Parameters parameters;
    private final KeyRulesOfRoots rules;
    private final AbstractSession session;

    /** How the values of each root's shard key are compared. */
    @FunctionalInterface
    interface KeyRulesOfRoots {
        KeyRules of(ShardedEntity.Root root);
    }

    ComparisonReader(PathResolver paths, Parameters parameters, KeyRulesOfRoots rules, AbstractSession session) {
        this.paths = paths;
        this.parameters = parameters;
        this.rules = rules;
        this.session = session;
    }

    /** {@code left = right} and the like. */
    Condition compare(Comparison comparison, Expression left, Expression right, QueryLevel level) {
        Path one = path(left, level);
        Path other = path(right, level);
        if (one == null && other == null) {
            return constants(comparison, left, right);
        }
        if (one != null && other != null) {
            return new Condition.Unknown(one.text());
        }
        return one != null
                ? compareWith(one, comparison, right, true)
                : compareWith(Objects.requireNonNull(other), comparison.mirrored(), left, false);
    }

    private Condition constants(Comparison comparison, Expression left, Expression right) {
        Optional<Operand> one = operand(left, null);
        Optional<Operand> other = operand(right, null);
        return one.isPresent() && other.isPresent()
                ? new Condition.Constants(comparison, one.get(), other.get())
                : Condition.unknown();
    }

    private Condition compareWith(Path path, Comparison comparison, Expression value, boolean valueIsSecond) {
        Optional<Operand> operand = operand(value, typeOf(path));
        if (operand.isEmpty()) {
            return new Condition.Unknown(path.text());
        }
        if (path instanceof Path.Column column && column.key() != null) {
            // EclipseLink writes a literal null on the right as IS NULL.
            if (valueIsSecond && operand.get() instanceof Operand.Literal literal && literal.literal() == null) {
                return nullLiteral(column, comparison);
            }
            return key(column, new KeyTest.Compare(comparison, operand.get(), valueIsSecond));
        }
        if (path instanceof Path.Entity entity && !entity.descriptor().isDescriptorTypeAggregate()) {
            Condition same = new Condition.SameEntity(entity.variable(), entity.name(), operand.get());
            return switch (comparison) {
                case EQUAL -> same;
                case NOT_EQUAL -> new Condition.Not(same);
                default -> Condition.unknown();
            };
        }
        return new Condition.Unknown(path.text());
    }

    private static Condition nullLiteral(Path.Column column, Comparison comparison) {
        Condition isNull = key(column, new KeyTest.IsNull());
        return switch (comparison) {
            case EQUAL -> isNull;
            case NOT_EQUAL -> new Condition.Not(isNull);
            default -> key(column, new KeyTest.Compare(comparison, new Operand.Literal(null), false));
        };
    }

    /** {@code left IN right}. */
    Condition in(Expression left, Expression right, QueryLevel level) {
        Path path = path(left, level);
        if (path == null) {
            return Condition.unknown();
        }
        Optional<List<Operand>> values = operands(right, typeOf(path));
        if (values.isEmpty()) {
            return new Condition.Unknown(path.text());
        }
        if (path instanceof Path.Column column && column.key() != null) {
            return key(column, new KeyTest.In(values.get()));
        }
        return path instanceof Path.Entity entity && !entity.descriptor().isDescriptorTypeAggregate()
                ? new Condition.Or(values.get().stream()
                        .<Condition>map(value -> new Condition.SameEntity(entity.variable(), entity.name(), value))
                        .toList())
                : new Condition.Unknown(path.text());
    }

    /** {@code first LIKE second [ESCAPE third]}. */
    Condition like(List<Expression> operands, QueryLevel level) {
        Path path = path(operands.get(0), level);
        if (!(path instanceof Path.Column column) || column.key() == null) {
            return path == null ? Condition.unknown() : new Condition.Unknown(path.text());
        }
        Optional<Operand> pattern = operand(operands.get(1), null);
        Optional<Operand> escape = operands.size() > 2 ? operand(operands.get(2), null) : Optional.empty();
        return pattern.isEmpty() || (operands.size() > 2 && escape.isEmpty())
                ? Condition.unknown()
                : key(column, new KeyTest.Like(pattern.get(), escape.orElse(null)));
    }

    /** {@code operand IS NULL}. */
    Condition isNull(Expression operand, QueryLevel level) {
        Path path = path(operand, level);
        if (path instanceof Path.Column column && column.key() != null) {
            return key(column, new KeyTest.IsNull());
        }
        if (path != null) {
            return new Condition.Unknown(path.text());
        }
        return operand(operand, null)
                .<Condition>map(Condition.ConstantIsNull::new)
                .orElse(Condition.unknown());
    }

    private static Condition key(Path.Column column, KeyTest test) {
        Path.Entity owner = column.owner();
        return new Condition.Key(owner.variable(), column.text(), owner.nullable(), test);
    }

    @Nullable Path path(Expression expression, QueryLevel level) {
        return expression.isObjectExpression() || expression.isFieldExpression()
                ? paths.resolve(expression, level)
                : null;
    }

    private @Nullable Class<?> typeOf(Path path) {
        return path instanceof Path.Column column && column.key() != null
                ? rules.of(column.key()).keyType()
                : null;
    }

    Optional<List<Operand>> operands(Expression list, @Nullable Class<?> type) {
        if (!(list instanceof CollectionExpression collection)
                || !(collection.getValue() instanceof Collection<?> values)) {
            return operand(list, type).map(List::of);
        }
        List<Operand> operands = new ArrayList<>();
        for (Object value : values) {
            Optional<Operand> operand = value instanceof Expression element
                    ? operand(element, type)
                    : Optional.of(literal(value, mapping(collection.getLocalBase()), type));
            if (operand.isEmpty()) {
                return Optional.empty();
            }
            operands.add(operand.get());
        }
        return Optional.of(operands);
    }

    Optional<Operand> operand(Expression expression, @Nullable Class<?> type) {
        if (expression instanceof ParameterExpression parameter) {
            DatabaseMapping mapping = mapping(parameter.getLocalBase());
            return Optional.of(new Operand.Parameter(parameters.indexOf(parameter, mapping, type)));
        }
        if (expression instanceof DateConstantExpression date) {
            return type == LocalDate.class ? day(date) : Optional.empty();
        }
        return expression.getClass() == ConstantExpression.class
                ? Optional.of(literal(
                        ((ConstantExpression) expression).getValue(),
                        mapping(((ConstantExpression) expression).getLocalBase()),
                        type))
                : Optional.empty();
    }

    // {d '2026-01-31'}, which the driver reads.
    private static Optional<Operand> day(DateConstantExpression date) {
        Matcher written = DAY.matcher(String.valueOf(date.getValue()));
        try {
            return written.matches()
                    ? Optional.of(new Operand.Literal(LocalDate.parse(written.group(1))))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            // The statement will fail with it, wherever it runs.
            return Optional.empty();
        }
    }

    private Operand literal(@Nullable Object value, @Nullable DatabaseMapping mapping, @Nullable Class<?> type) {
        return new Operand.Literal(Parameters.convertAll(value, mapping, type, session));
    }

    // EclipseLink converts a value by the attribute that it is compared with.
    private @Nullable DatabaseMapping mapping(@Nullable Expression base) {
        return base instanceof QueryKeyExpression && paths.known(base) instanceof Path.Column column
                ? column.mapping()
                : null;
    }
}
