package dev.meridian.sharding.internal.plan;

import dev.meridian.sharding.internal.plan.ColumnCollations.Collation;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionOperator;
import org.eclipse.persistence.internal.expressions.CompoundExpression;
import org.eclipse.persistence.internal.expressions.DataExpression;
import org.eclipse.persistence.internal.expressions.FunctionExpression;
import org.eclipse.persistence.internal.expressions.SubSelectExpression;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.jspecify.annotations.Nullable;

/**
 * In which collation the texts of a query are compared. A text that is read from a column with a collation of its own is
 * compared in that, wherever the column's value goes.
 */
public final class Collations {

    private static final Set<Integer> COLLATED = Set.of(
            ExpressionOperator.LessThan,
            ExpressionOperator.LessThanEqual,
            ExpressionOperator.GreaterThan,
            ExpressionOperator.GreaterThanEqual,
            ExpressionOperator.Between,
            ExpressionOperator.NotBetween,
            ExpressionOperator.ToUpperCase,
            ExpressionOperator.ToLowerCase);

    private final ColumnCollations columns;
    private final List<String> shards;
    private final AbstractSession session;

    /** @param shards those that the query goes to */
    public Collations(ColumnCollations columns, List<String> shards, AbstractSession session) {
        this.columns = columns;
        this.shards = List.copyOf(shards);
        this.session = session;
    }

    /**
     * The collation by which values are sorted; null if they are no texts, or of the database's collation.
     *
     * @throws NotGatherable if that is not known
     */
    @Nullable String ofOrder(Expression key) {
        Expression column = isExtreme(key) ? Aggregates.argument((FunctionExpression) key) : key;
        if (column instanceof DataExpression data) {
            Collation own = of(data);
            return own == null ? null : own.name();
        }
        if (isText(key) && own(key).findAny().isPresent()) {
            throw new NotGatherable("it sorts by what is computed of a column with a collation of its own");
        }
        return null;
    }

    /**
     * The collation by which the least and the greatest value is found; null as above.
     *
     * @throws NotGatherable if that is not known
     */
    @Nullable String ofExtreme(FunctionExpression aggregate) {
        requireExact(List.of(aggregate));
        return ofOrder(aggregate);
    }

    /** @throws NotGatherable if texts that are not the same can be equal in the collation of such a column */
    void requireExact(Collection<Expression> compared) {
        if (compared.stream().flatMap(this::own).anyMatch(own -> !own.exact())) {
            throw new NotGatherable("it compares a column whose collation takes different texts for equal");
        }
    }

    /**
     * @throws NotGatherable if texts of a column with a collation of its own are ordered within, or change their case, which
     *     is the collation's too
     */
    void requireNoOrder(Expression computed) {
        boolean orders = ExpressionNodes.of(computed)
                .filter(node -> node.getOperator() != null
                        && COLLATED.contains(node.getOperator().getSelector()))
                .flatMap(Collations::operands)
                .filter(Collations::isText)
                .anyMatch(operand -> own(operand).findAny().isPresent());
        if (orders) {
            throw new NotGatherable("it compares aggregates of a column with a collation of its own");
        }
    }

    /** Whether a value is a text of a column with a collation of its own. */
    boolean isOwnText(Expression value) {
        return isText(value) && own(value).findAny().isPresent();
    }

    private Stream<Collation> own(Expression expression) {
        Set<Expression> uncompared = Collections.newSetFromMap(new IdentityHashMap<>());
        ExpressionNodes.of(expression)
                .filter(Collations::comparesNothing)
                .flatMap(ExpressionNodes::of)
                .forEach(uncompared::add);
        return ExpressionNodes.of(expression)
                .filter(node -> !uncompared.contains(node))
                .flatMap(node -> node instanceof SubSelectExpression subquery ? ofItems(subquery) : ofNode(node));
    }

    private Stream<Collation> ofItems(SubSelectExpression subquery) {
        return ReportItems.expressions(subquery.getSubQuery()).stream().flatMap(this::own);
    }

    private Stream<Collation> ofNode(Expression node) {
        return node instanceof DataExpression column ? Stream.ofNullable(of(column)) : Stream.empty();
    }

    private @Nullable Collation of(DataExpression column) {
        DatabaseField field = isText(column) ? column.getField() : null;
        return field == null || !field.hasTableName() ? null : columns.of(field, shards, session);
    }

    private static boolean isExtreme(Expression key) {
        if (!Aggregates.isAggregate(key)) {
            return false;
        }
        int selector = key.getOperator().getSelector();
        return selector == ExpressionOperator.Minimum || selector == ExpressionOperator.Maximum;
    }

    // Or nothing of which that is known.
    private static boolean isText(Expression value) {
        if (Aggregates.isAggregate(value)) {
            return isExtreme(value) && isText(Aggregates.argument((FunctionExpression) value));
        }
        return NumericTypes.of(value) == null;
    }

    // COUNT(text) and LENGTH(text).
    private static boolean comparesNothing(Expression node) {
        if (!(node instanceof FunctionExpression function) || function.getOperator() == null) {
            return false;
        }
        int selector = function.getOperator().getSelector();
        return selector == ExpressionOperator.Length
                || (selector == ExpressionOperator.Count && !Aggregates.isDistinct(function));
    }

    private static Stream<Expression> operands(Expression comparison) {
        return comparison instanceof FunctionExpression function
                ? function.getChildren().stream()
                : Stream.of(comparison)
                        .filter(CompoundExpression.class::isInstance)
                        .map(CompoundExpression.class::cast)
                        .flatMap(compound -> Stream.of(compound.getFirstChild(), compound.getSecondChild()));
    }
}
