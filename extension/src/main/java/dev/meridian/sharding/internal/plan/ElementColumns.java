package dev.meridian.sharding.internal.plan;

import java.util.List;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.internal.expressions.MapEntryExpression;
import org.eclipse.persistence.internal.expressions.QueryKeyExpression;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.mappings.DirectCollectionMapping;

/**
 * Elements of a basic type whose collection keeps more of each, such as its place in a list. EclipseLink selects, and groups by,
 * that column too where the element alone is meant.
 */
final class ElementColumns {

    private ElementColumns() {}

    /** Whether an expression is such an element, and so of several columns. */
    static boolean areSeveral(Expression expression) {
        if (!(expression instanceof QueryKeyExpression element)
                || !(element.getMapping() instanceof DirectCollectionMapping elements)) {
            return false;
        }
        List<DatabaseField> further = elements.getContainerPolicy().getAdditionalFieldsForJoin(elements);
        return further != null && !further.isEmpty();
    }

    /** The same, of one column. */
    static Expression valueOf(Expression expression) {
        // Selected twice, EclipseLink gives the key's column a table's name twice.
        if (expression instanceof MapEntryExpression key && !key.shouldReturnMapEntry() && key.isAttribute()) {
            return key.getBaseExpression().getField(key.getField());
        }
        return areSeveral(expression)
                        && ((QueryKeyExpression) expression).getMapping() instanceof DirectCollectionMapping elements
                ? expression.getField(elements.getDirectField())
                : expression;
    }
}
