package dev.meridian.sharding.internal.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.internal.expressions.ObjectExpression;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.jspecify.annotations.Nullable;

/**
 * Puts the columns of entities in their place: a group by an entity is one by all its columns, and by its shard. Used for one
 * query.
 */
final class EntityColumns {

    private final Confinement confinement;
    private final AbstractSession session;
    private final Map<Expression, List<Expression>> columns = new HashMap<>();

    EntityColumns(Confinement confinement, AbstractSession session) {
        this.confinement = confinement;
        this.session = session;
    }

    /** The same expressions, but for each entity all that is selected of one. */
    List<Expression> inPlaceOfEntities(List<Expression> expressions) {
        return expressions.stream()
                .flatMap(each -> isEntity(each) ? columnsOf(each) : Stream.of(each))
                .toList();
    }

    /** The places, among what {@link #inPlaceOfEntities} makes of these, of the ids of sharded entities. */
    List<Integer> idsOfSharded(List<Expression> expressions) {
        List<Integer> places = new ArrayList<>();
        int place = 0;
        for (Expression each : expressions) {
            if (confinement.shardedEntity(each).isPresent()) {
                ClassDescriptor descriptor = descriptorOf(each);
                places.add(place
                        + descriptor
                                .getAllSelectionFields()
                                .indexOf(descriptor.getPrimaryKeyFields().get(0)));
            }
            place += isEntity(each) ? (int) columnsOf(each).count() : 1;
        }
        return places;
    }

    private boolean isEntity(Expression expression) {
        return confinement.isUnshardedEntity(expression)
                || confinement.shardedEntity(expression).isPresent();
    }

    private ClassDescriptor descriptorOf(Expression entity) {
        return session.getDescriptor(confinement.typeOf(entity));
    }

    private Stream<Expression> columnsOf(Expression entity) {
        return columns.computeIfAbsent(entity, this::selected).stream();
    }

    private List<Expression> selected(Expression entity) {
        ClassDescriptor descriptor = descriptorOf(entity);
        if (descriptor.hasTablePerClassPolicy()) {
            throw new NotGatherable(
                    "it has groups of entities with a table for each class, whose rows are in several shards");
        }
        if (descriptor.isChildDescriptor()) {
            // EclipseLink leaves out rows without such a one unless it is selected itself.
            throw new NotGatherable("it has groups of entities of a subclass, whose rows are in several shards");
        }
        if (descriptor.hasInheritance()) {
            // As EclipseLink does where an entity is selected.
            ((ObjectExpression) entity).setShouldUseOuterJoinForMultitableInheritance(true);
        }
        return descriptor.getAllSelectionFields().stream()
                .map(field ->
                        column(entity, field, descriptor.getObjectBuilder().getMappingForField(field)))
                .toList();
    }

    // As the query names it, where it names it too: l.name is known of the group.
    private static Expression column(Expression entity, DatabaseField field, @Nullable DatabaseMapping mapping) {
        return mapping != null && mapping.isDirectToFieldMapping()
                ? entity.get(mapping.getAttributeName())
                : entity.getField(field);
    }
}
