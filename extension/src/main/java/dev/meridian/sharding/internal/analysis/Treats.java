package dev.meridian.sharding.internal.analysis;

import java.util.Optional;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.expressions.TreatAsExpression;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.mappings.ForeignReferenceMapping;

/** What a TREAT takes for one of its subclasses: EclipseLink tells it by the mapping alone. */
public final class Treats {

    private Treats() {}

    /**
     * The relation whose target is treated, which starts from the treat's base; empty if the base itself is treated.
     *
     * @param start the entity of the range variable that the path starts from
     */
    public static Optional<ForeignReferenceMapping> relation(
            TreatAsExpression treat, ClassDescriptor start, AbstractSession session) {
        return treat.getLeafMapping(null, start, session) instanceof ForeignReferenceMapping relation
                        && relation.getReferenceDescriptor() != null
                        && !relation.isAggregateCollectionMapping()
                ? Optional.of(relation)
                : Optional.empty();
    }
}
