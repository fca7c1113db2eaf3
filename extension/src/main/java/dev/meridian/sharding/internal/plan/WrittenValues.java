package dev.meridian.sharding.internal.plan;

import dev.meridian.sharding.internal.gather.Bound;
import dev.meridian.sharding.internal.gather.Coalesce;
import dev.meridian.sharding.internal.gather.Constant;
import dev.meridian.sharding.internal.gather.DatabaseValues;
import dev.meridian.sharding.internal.gather.InList;
import dev.meridian.sharding.internal.gather.Scalar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.internal.expressions.ConstantExpression;
import org.eclipse.persistence.internal.expressions.DateConstantExpression;
import org.eclipse.persistence.internal.expressions.ParameterExpression;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.jspecify.annotations.Nullable;

/**
 * Reads the literals and parameters of a query as the database gets them: some EclipseLink writes in figures, some it binds,
 * which makes a difference to Derby. What a subquery has answered stays what it is.
 */
final class WrittenValues {

    private final DatabaseValues values;
    private final boolean binds;
    private final Function<ParameterExpression, @Nullable Object> parameters;
    private final Function<Expression, Scalar> reader;

    /**
     * @param values how the database calculates
     * @param binds whether EclipseLink binds values to the query's statement, or writes all of them in figures
     * @param parameters the values of parameters, as the database receives them
     * @param reader reads any expression
     */
    WrittenValues(
            DatabaseValues values,
            boolean binds,
            Function<ParameterExpression, @Nullable Object> parameters,
            Function<Expression, Scalar> reader) {
        this.values = values;
        this.binds = binds;
        this.parameters = parameters;
        this.reader = reader;
    }

    /** A literal or a parameter by itself. */
    Scalar read(Expression expression) {
        if (expression instanceof DateConstantExpression constant) {
            return new Constant(TimeLiterals.valueOf((String) constant.getValue()));
        }
        if (expression instanceof ConstantExpression constant) {
            Object value = valueOf(constant);
            return new Constant(value == null || SubqueryResult.isIn(constant) ? value : values.inFigures(value));
        }
        return new Constant(parameters.apply((ParameterExpression) expression));
    }

    // In arithmetic and CASE EclipseLink writes parameters too in figures, where it writes literals so.
    Scalar inFigures(Expression value) {
        Object parameter = value instanceof ParameterExpression bound ? parameters.apply(bound) : null;
        return parameter == null ? reader.apply(value) : new Constant(values.inFigures(parameter));
    }

    // What EclipseLink binds, unless it writes the whole statement in figures.
    Scalar beside(Expression value, Scalar other) {
        if (!binds) {
            return inFigures(value);
        }
        if (value instanceof DateConstantExpression || SubqueryResult.isIn(value)) {
            return reader.apply(value);
        }
        if (value instanceof ConstantExpression constant) {
            return valueBeside(new Constant(valueOf(constant)), other);
        }
        return value instanceof ParameterExpression ? Bound.compared(reader.apply(value), other) : reader.apply(value);
    }

    // EclipseLink makes a value one of the type of the attribute beside it: p.grade >= 1.5 is p.grade >= 1 of whole
    // grades.
    private static @Nullable Object valueOf(ConstantExpression constant) {
        Expression beside = constant.getLocalBase();
        if (beside == null || beside.getBuilder() == null || SubqueryResult.isIn(constant)) {
            return constant.getValue();
        }
        AbstractSession session = beside.getBuilder().getSession();
        return session == null ? constant.getValue() : beside.getFieldValue(constant.getValue(), session);
    }

    private Scalar among(Expression value, Scalar others) {
        Scalar read = beside(value, others);
        return read instanceof Bound bound ? Bound.chosen(bound.constant(), others) : read;
    }

    Scalar coalesce(List<Expression> arguments) {
        List<Scalar> others = arguments.stream()
                .filter(each -> !(each instanceof ConstantExpression) && !(each instanceof ParameterExpression))
                .map(reader)
                .toList();
        return others.isEmpty()
                ? new Coalesce(arguments.stream().map(reader).toList())
                : new Coalesce(arguments.stream()
                        .map(each -> among(each, new Coalesce(others)))
                        .toList());
    }

    Scalar list(Scalar value, Expression list) {
        Object elements = list instanceof ConstantExpression constant
                ? valueOf(constant)
                : list instanceof ParameterExpression parameter ? parameters.apply(parameter) : null;
        if (elements == null && list instanceof ParameterExpression) {
            return new InList(value, List.of(new Constant(null)));
        }
        if (!(elements instanceof Collection<?> several)) {
            throw new NotGatherable("it looks for a value in something that is no list of values");
        }
        List<Scalar> others = new ArrayList<>();
        several.forEach(each -> others.add(
                each instanceof Expression element ? beside(element, value) : valueBeside(new Constant(each), value)));
        return new InList(value, others);
    }

    private Scalar valueBeside(Constant constant, Scalar other) {
        if (binds) {
            return Bound.compared(constant, other);
        }
        return constant.value() == null ? constant : new Constant(values.inFigures(constant.value()));
    }
}
