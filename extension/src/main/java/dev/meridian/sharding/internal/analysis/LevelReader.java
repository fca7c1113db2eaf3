package dev.meridian.sharding.internal.analysis;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionBuilder;
import org.eclipse.persistence.expressions.ExpressionOperator;
import org.eclipse.persistence.internal.expressions.ClassTypeExpression;
import org.eclipse.persistence.internal.expressions.CompoundExpression;
import org.eclipse.persistence.internal.expressions.ConstantExpression;
import org.eclipse.persistence.internal.expressions.FieldExpression;
import org.eclipse.persistence.internal.expressions.FunctionExpression;
import org.eclipse.persistence.internal.expressions.IndexExpression;
import org.eclipse.persistence.internal.expressions.LiteralExpression;
import org.eclipse.persistence.internal.expressions.ObjectExpression;
import org.eclipse.persistence.internal.expressions.ParameterExpression;
import org.eclipse.persistence.internal.expressions.SubSelectExpression;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a query's expressions and finds its variables, joins, subqueries and parameters. Whatever it does not know
 * makes the query opaque: it may read any table. Not thread-safe.
 */
final class LevelReader {

    private final PathResolver paths;
    private final Parameters parameters;
    private final Set<Expression> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean opaque;

    LevelReader(PathResolver paths, Parameters parameters) {
        this.paths = paths;
        this.parameters = parameters;
    }

    boolean isOpaque() {
        return opaque || paths.isOpaque();
    }

    void readAll(Collection<Expression> expressions, QueryLevel level) {
        expressions.forEach(expression -> read(expression, level));
    }

    private void read(@Nullable Expression expression, QueryLevel level) {
        if (expression == null || !seen.add(expression)) {
            return;
        }
        if (expression instanceof SubSelectExpression subquery) {
            level.addSubquery(subquery.getSubQuery(), null);
        } else if (expression instanceof CompoundExpression compound) {
            read(compound.getFirstChild(), level);
            read(compound.getSecondChild(), level);
        } else if (expression instanceof FunctionExpression function) {
            readFunction(function, level);
        } else if (expression instanceof ConstantExpression constant) {
            readConstant(constant, level);
        } else if (expression instanceof ParameterExpression parameter) {
            parameters.add(parameter);
            read(parameter.getBaseExpression(), level);
        } else {
            readPath(expression, level);
        }
    }

    private void readFunction(FunctionExpression function, QueryLevel level) {
        ExpressionOperator operator = function.getOperator();
        // A selector of 0 is SQL that the user wrote.
        opaque |= operator == null || isUserSql(operator);
        boolean in = operator != null
                && (operator.getSelector() == ExpressionOperator.InSubQuery
                        || operator.getSelector() == ExpressionOperator.NotInSubQuery);
        if (in
                && function.getChildren().size() == 2
                && function.getChildren().get(1) instanceof SubSelectExpression subquery
                && seen.add(subquery)) {
            read(function.getChildren().get(0), level);
            level.addSubquery(subquery.getSubQuery(), function);
            return;
        }
        function.getChildren().forEach(child -> read(child, level));
    }

    private static boolean isUserSql(ExpressionOperator operator) {
        String[] texts = operator.getDatabaseStrings();
        return operator.getSelector() == 0 && texts != null && mayRead(String.join(" ", texts));
    }

    private static boolean mayRead(@Nullable String sql) {
        return sql == null || sql.toUpperCase(Locale.ROOT).contains("SELECT");
    }

    private void readConstant(ConstantExpression constant, QueryLevel level) {
        if (!(constant.getValue() instanceof Collection<?> values)) {
            parameters.addLiteral(constant.getValue());
            return;
        }
        for (Object value : values) {
            if (value instanceof Expression element) {
                read(element, level);
            } else {
                parameters.addLiteral(value);
            }
        }
    }

    private void readPath(Expression expression, QueryLevel level) {
        if (expression instanceof ObjectExpression object) {
            read(object.isExpressionBuilder() ? null : object.getBaseExpression(), level);
            Path path = paths.resolve(object, level);
            if (object.getOnClause() != null) {
                readJoin(object, path, level);
            }
        } else if (expression instanceof IndexExpression index) {
            read(index.getBaseExpression(), level);
            paths.resolve(index, level);
        } else if (expression instanceof FieldExpression column && column.getClass() == FieldExpression.class) {
            read(column.getBaseExpression(), level);
        } else if (expression instanceof LiteralExpression literal) {
            opaque |= mayRead(literal.getValue());
        } else if (expression instanceof ClassTypeExpression type) {
            read(type.getBaseExpression(), level);
        } else {
            opaque = true;
        }
    }

    private void readJoin(ObjectExpression joined, Path path, QueryLevel level) {
        Expression on = joined.getOnClause();
        if (path instanceof Path.Entity entity && !entity.nullable()) {
            level.addFilter(on);
        } else if (joined instanceof ExpressionBuilder builder) {
            level.addOuterJoin(builder, on);
        }
        read(on, level);
    }
}
