package dev.meridian.sharding.internal.write;

import dev.meridian.sharding.internal.model.EntityRelation;
import org.eclipse.persistence.internal.sessions.AggregateChangeRecord;
import org.eclipse.persistence.internal.sessions.ObjectChangeSet;
import org.eclipse.persistence.mappings.AggregateObjectMapping;
import org.eclipse.persistence.sessions.changesets.ChangeRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a flush writes of what has a relation: of the object, or of an embeddable in it.
 *
 * @param written whether it writes anything of it
 * @param isNew whether it writes all of it: a new object, or an embeddable that was put in the place of none
 * @param changes what it writes of it, null if that is not known in detail
 */
record PartChanges(boolean written, boolean isNew, @Nullable ObjectChangeSet changes) {

    static PartChanges of(EntityRelation relation, ObjectChangeSet change) {
        ObjectChangeSet part = change;
        for (AggregateObjectMapping embeddable : relation.embeddables()) {
            ChangeRecord record = part.getChangesForAttributeNamed(embeddable.getAttributeName());
            if (record == null) {
                return new PartChanges(change.isNew(), change.isNew(), null);
            }
            if (!(record instanceof AggregateChangeRecord inner)
                    || !(inner.getChangedObject() instanceof ObjectChangeSet next)) {
                return new PartChanges(true, true, null);
            }
            part = next;
        }
        return new PartChanges(true, change.isNew() || part.isNew(), part);
    }

    /** Whether it writes the attribute. */
    boolean has(String attribute) {
        return written && (isNew || (changes != null && changes.hasChangeFor(attribute)));
    }

    /** How the attribute has changed; null if it has not, or as a whole. */
    @Nullable ChangeRecord record(String attribute) {
        return changes == null ? null : changes.getChangesForAttributeNamed(attribute);
    }
}
