package dev.meridian.sharding.internal.analysis;

import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.internal.expressions.ExpressionIterator;

/** Looks for nodes of an expression tree. */
final class Nodes {

    private Nodes() {}

    static boolean containSubquery(Expression root) {
        ExpressionIterator<Boolean> iterator = new ExpressionIterator<>() {
            @Override
            public void iterate(Expression node) {
                if (node.isSubSelectExpression()) {
                    setResult(true);
                }
            }
        };
        iterator.iterateOn(root);
        return Boolean.TRUE.equals(iterator.getResult());
    }
}
