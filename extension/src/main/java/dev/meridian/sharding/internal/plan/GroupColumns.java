package dev.meridian.sharding.internal.plan;

import dev.meridian.sharding.internal.gather.Aggregate;
import dev.meridian.sharding.internal.gather.NumericType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionOperator;
import org.eclipse.persistence.internal.expressions.ConstantExpression;
import org.eclipse.persistence.internal.expressions.FunctionExpression;
import org.eclipse.persistence.internal.expressions.ParameterExpression;

/**
 * The columns that each shard delivers for groups that are combined afterwards: the keys, partial results of the
 * aggregates, and the different values of the distinct ones, by which the shard groups too.
 *
 * <p>{@code AVG(l.population), COUNT(DISTINCT l.city) ... GROUP BY l.country} is asked of each shard as {@code l.country,
 * SUM(l.population), COUNT(l.population), l.city ... GROUP BY l.country, l.city}.
 */
final class GroupColumns implements GroupPlaces {

    /** What chooses between values, of which one may never be computed. */
    static final Set<Integer> CHOICES = Set.of(
            ExpressionOperator.Coalesce,
            ExpressionOperator.NullIf,
            ExpressionOperator.Case,
            ExpressionOperator.CaseCondition);

    private final List<Expression> keys;
    private final KeyFunctions keyFunctions;
    private final Confinement confinement;
    private final Collations collations;
    private final List<FunctionExpression> aggregates = new ArrayList<>();
    // EclipseLink changes a COUNT of an entity when it prepares the query, so that it does not equal another any more.
    private final IdentityHashMap<FunctionExpression, Integer> places = new IdentityHashMap<>();
    private final List<FunctionExpression> functions = new ArrayList<>();
    private final IdentityHashMap<FunctionExpression, Integer> functionPlaces = new IdentityHashMap<>();

    /** @param keyFunctions what the shards can compute of the keys */
    GroupColumns(List<Expression> keys, KeyFunctions keyFunctions, Confinement confinement, Collations collations) {
        this.keyFunctions = keyFunctions;
        this.collations = collations;
        this.keys = List.copyOf(keys);
        this.confinement = confinement;
    }

    List<Expression> keys() {
        return keys;
    }

    @Override
    public Optional<Integer> key(Expression expression) {
        int index = keys.indexOf(expression);
        return index < 0 ? Optional.empty() : Optional.of(index);
    }

    /** New ones are added. */
    @Override
    public int aggregate(FunctionExpression aggregate) {
        return keys.size() + places.computeIfAbsent(aggregate, each -> placeAmong(aggregates, each));
    }

    /** New ones are added; their places are known when all aggregates are. */
    @Override
    public Optional<Integer> ofKeys(FunctionExpression function) {
        return keyFunctions.has(function)
                ? Optional.of(functionPlaces.computeIfAbsent(function, each -> placeAmong(functions, each)))
                : Optional.empty();
    }

    /** The places when all aggregates and functions of keys are known. */
    GroupPlaces places() {
        return GroupPlaces.of(keys, places, functionPlaces);
    }

    private static int placeAmong(List<FunctionExpression> known, FunctionExpression each) {
        int place = known.indexOf(each);
        if (place >= 0) {
            return place;
        }
        known.add(each);
        return known.size() - 1;
    }

    /** Partial results, which stand after the keys. */
    List<Expression> partials() {
        return aggregates.stream()
                .filter(aggregate -> !isOverDifferentValues(aggregate))
                .flatMap(aggregate -> partialsOf(aggregate).stream())
                .distinct()
                .toList();
    }

    /** Different values, which stand after the partial results. */
    List<Expression> values() {
        return aggregates.stream()
                .filter(this::isOverDifferentValues)
                .map(Aggregates::argument)
                .distinct()
                .toList();
    }

    /** Functions of the keys, which stand after the different values. */
    List<FunctionExpression> functions() {
        return List.copyOf(functions);
    }

    /** The columns of these. */
    List<Integer> functionColumns() {
        int first = keys.size() + partials().size() + values().size();
        return IntStream.range(first, first + functions.size()).boxed().toList();
    }

    /**
     * What is selected of a group's key. A database does not see that what it selects is what it groups by where values are
     * bound in both, nor does Derby see it of a choice between values: all of a group have the same, which is the least.
     */
    static Expression selectable(Expression key) {
        boolean isSeen = ExpressionNodes.of(key).noneMatch(GroupColumns::isUnlikeItself);
        return isSeen ? key : key.minimum();
    }

    private static boolean isUnlikeItself(Expression node) {
        return node instanceof ConstantExpression
                || node instanceof ParameterExpression
                || (node.getOperator() != null
                        && CHOICES.contains(node.getOperator().getSelector()));
    }

    /** What the gather makes of the columns, for each aggregate. */
    List<Aggregate> gathered() {
        return aggregates.stream().map(this::gathered).toList();
    }

    private boolean isOverDifferentValues(FunctionExpression aggregate) {
        return isOverUnconfined(aggregate)
                || (isDistinct(aggregate) && aggregates.stream().anyMatch(this::isOverUnconfined));
    }

    // Where values of two shards are never the same each shard can count for itself.
    private boolean isOverUnconfined(FunctionExpression aggregate) {
        boolean counts = aggregate.getOperator().getSelector() == ExpressionOperator.Count;
        return isDistinct(aggregate) && !(counts && confinement.isConfinedUnlessNull(Aggregates.argument(aggregate)));
    }

    private static boolean isDistinct(FunctionExpression aggregate) {
        int selector = aggregate.getOperator().getSelector();
        return Aggregates.isDistinct(aggregate)
                && selector != ExpressionOperator.Minimum
                && selector != ExpressionOperator.Maximum;
    }

    private static List<Expression> partialsOf(FunctionExpression aggregate) {
        Expression argument = Aggregates.argument(aggregate);
        return switch (aggregate.getOperator().getSelector()) {
            case ExpressionOperator.Count, ExpressionOperator.Minimum, ExpressionOperator.Maximum -> List.of(aggregate);
            case ExpressionOperator.Sum -> List.of(widened(argument).sum());
            case ExpressionOperator.Average -> List.of(widened(argument).sum(), argument.count());
            default -> throw new NotGatherable("an aggregate other than COUNT, SUM, MIN, MAX and AVG is not supported");
        };
    }

    // A database sums integers in their own type, where a part of a sum can be too great that the whole is not.
    private static Expression widened(Expression argument) {
        NumericType type = NumericTypes.of(argument);
        boolean isNarrow = NumericType.SMALLINT.equals(type) || NumericType.INTEGER.equals(type);
        return isNarrow ? argument.cast("BIGINT") : argument;
    }

    private Aggregate gathered(FunctionExpression aggregate) {
        return isOverDifferentValues(aggregate) ? ofValues(aggregate) : ofPartials(aggregate);
    }

    private Aggregate ofValues(FunctionExpression aggregate) {
        Expression argument = Aggregates.argument(aggregate);
        if (confinement.shardedEntity(argument).isPresent()) {
            throw new NotGatherable("entities of several ids and other different values are counted at once");
        }
        int column = keys.size() + partials().size() + values().indexOf(argument);
        return switch (aggregate.getOperator().getSelector()) {
            case ExpressionOperator.Count -> new Aggregate.CountDistinct(column, confinement.isEntity(argument));
            case ExpressionOperator.Sum -> new Aggregate.SumDistinct(column, number(argument));
            default -> new Aggregate.AverageDistinct(column, number(argument));
        };
    }

    private Aggregate ofPartials(FunctionExpression aggregate) {
        List<Integer> columns = partialsOf(aggregate).stream()
                .map(partial -> keys.size() + partials().indexOf(partial))
                .toList();
        Expression argument = Aggregates.argument(aggregate);
        return switch (aggregate.getOperator().getSelector()) {
            case ExpressionOperator.Count -> new Aggregate.Count(columns.get(0));
            case ExpressionOperator.Minimum -> new Aggregate.Min(columns.get(0), collations.ofExtreme(aggregate));
            case ExpressionOperator.Maximum -> new Aggregate.Max(columns.get(0), collations.ofExtreme(aggregate));
            case ExpressionOperator.Sum -> new Aggregate.Sum(columns.get(0), number(argument));
            default -> new Aggregate.Average(columns.get(0), columns.get(1), number(argument));
        };
    }

    private static NumericType number(Expression argument) {
        NumericType type = NumericTypes.of(argument);
        if (type == null) {
            throw new NotGatherable("the type of what SUM or AVG is over is not known");
        }
        return type;
    }
}
