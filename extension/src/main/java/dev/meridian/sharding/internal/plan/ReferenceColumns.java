package dev.meridian.sharding.internal.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.jspecify.annotations.Nullable;

/**
 * Puts the columns of reference entities in their place: their rows are the same in each shard, so that a group by such an
 * entity is one by all its columns. Used for one query.
 */
final class ReferenceColumns {

    private final Confinement confinement;
    private final AbstractSession session;
    private final Map<Expression, List<Expression>> columns = new HashMap<>();

    ReferenceColumns(Confinement confinement, AbstractSession session) {
        this.confinement = confinement;
        this.session = session;
    }

    /** The same expressions, but for each reference entity all that is selected of one. */
    List<Expression> inPlaceOfEntities(List<Expression> expressions) {
        return expressions.stream()
                .flatMap(each -> confinement.isUnshardedEntity(each) ? columnsOf(each) : Stream.of(each))
                .toList();
    }

    private Stream<Expression> columnsOf(Expression entity) {
        return columns.computeIfAbsent(entity, this::selected).stream();
    }

    private List<Expression> selected(Expression entity) {
        ClassDescriptor descriptor = session.getDescriptor(confinement.typeOf(entity));
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
