package dev.meridian.sharding.internal.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.internal.expressions.ExpressionIterator;

/** All nodes of an expression, without those of subqueries. */
final class ExpressionNodes {

    private ExpressionNodes() {}

    static Stream<Expression> of(Expression root) {
        List<Expression> nodes = new ArrayList<>();
        ExpressionIterator<Void> iterator = new ExpressionIterator<>() {
            @Override
            public void iterate(Expression node) {
                nodes.add(node);
            }
        };
        iterator.iterateOn(root);
        return nodes.stream();
    }
}
