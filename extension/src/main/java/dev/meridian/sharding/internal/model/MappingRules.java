package dev.meridian.sharding.internal.model;

import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.Mappings.Attribute;
import java.util.Set;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.queries.MappedKeyMapContainerPolicy;
import org.eclipse.persistence.mappings.AggregateCollectionMapping;
import org.eclipse.persistence.mappings.AggregateObjectMapping;
import org.eclipse.persistence.mappings.CollectionMapping;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.DirectCollectionMapping;
import org.eclipse.persistence.mappings.DirectMapMapping;
import org.eclipse.persistence.mappings.DirectToFieldMapping;
import org.eclipse.persistence.mappings.ForeignReferenceMapping;
import org.eclipse.persistence.mappings.ManyToManyMapping;
import org.eclipse.persistence.mappings.ManyToOneMapping;
import org.eclipse.persistence.mappings.OneToManyMapping;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.eclipse.persistence.mappings.UnidirectionalOneToManyMapping;
import org.jspecify.annotations.Nullable;

/** Which mappings a sharded or reference entity may have. What is not listed here is refused, whatever it is. */
final class MappingRules {

    /** A basic attribute; its subclasses are other mappings. */
    static final Class<?> BASIC = DirectToFieldMapping.class;

    private static final Class<?> EMBEDDED = AggregateObjectMapping.class;
    private static final Set<Class<?>> RELATIONS = Set.of(
            OneToOneMapping.class,
            ManyToOneMapping.class,
            OneToManyMapping.class,
            UnidirectionalOneToManyMapping.class,
            ManyToManyMapping.class);

    private static final Set<Class<?>> ELEMENTS =
            Set.of(DirectCollectionMapping.class, DirectMapMapping.class, AggregateCollectionMapping.class);

    private final Mappings mappings;
    private final RelationRules relations;
    private final TablePerClassRules perClass;
    private final Problems problems;

    MappingRules(Mappings mappings, RelationRules relations, TablePerClassRules perClass, Problems problems) {
        this.mappings = mappings;
        this.relations = relations;
        this.perClass = perClass;
        this.problems = problems;
    }

    void check(ClassDescriptor entity) {
        for (Attribute attribute : mappings.of(entity)) {
            if (isSupported(entity, attribute)
                    && RELATIONS.contains(attribute.mapping().getClass())
                    && attribute.mapping() instanceof ForeignReferenceMapping relation) {
                relations.checkSharded(entity, attribute, relation);
                perClass.checkRelation(entity, attribute, relation);
            }
        }
    }

    /** Without a look at where relations lead: a reference entity has other rules for that. */
    void checkKinds(ClassDescriptor entity) {
        for (Attribute attribute : mappings.of(entity)) {
            if (isSupported(entity, attribute) && writesBesideItsRow(attribute.mapping())) {
                tell(entity, attribute, "a collection or a join table of a reference entity");
            }
        }
    }

    private static boolean writesBesideItsRow(DatabaseMapping mapping) {
        return ELEMENTS.contains(mapping.getClass())
                || mapping instanceof ManyToManyMapping
                || mapping instanceof UnidirectionalOneToManyMapping
                || (mapping instanceof OneToOneMapping toOne && toOne.hasRelationTableMechanism())
                || (mapping instanceof CollectionMapping toMany
                        && (toMany.getListOrderField() != null
                                || toMany.getContainerPolicy() instanceof MappedKeyMapContainerPolicy));
    }

    private boolean isSupported(ClassDescriptor entity, Attribute attribute) {
        String fault = attribute.isKey() ? faultOfKey(attribute.mapping()) : faultOf(attribute);
        if (fault != null) {
            tell(entity, attribute, fault);
        }
        return fault == null;
    }

    private void tell(ClassDescriptor entity, Attribute attribute, String fault) {
        problems.add(Message.UNSUPPORTED_MAPPING, Declarations.nameOf(entity), attribute.path(), fault);
    }

    private @Nullable String faultOf(Attribute attribute) {
        DatabaseMapping mapping = attribute.mapping();
        Class<?> kind = mapping.getClass();
        if (kind == BASIC) {
            return null;
        }
        if (kind == EMBEDDED) {
            return faultOfEmbeddable(mappings.partOf(mapping));
        }
        if (ELEMENTS.contains(kind)) {
            return faultOfElements((CollectionMapping) mapping);
        }
        if (!RELATIONS.contains(kind)) {
            return kindOf(mapping);
        }
        String fault = faultOfPlace(attribute);
        return fault == null ? faultOfRelation((ForeignReferenceMapping) mapping) : fault;
    }

    // A row that has the key of another row has no flush look where that is: it must be everywhere.
    private @Nullable String faultOfKey(DatabaseMapping key) {
        boolean isSupported = key instanceof OneToOneMapping toOne
                && toOne.isForeignKeyRelationship()
                && relations.isToReference(toOne);
        return isSupported ? null : "a map whose key is an entity that is no reference entity";
    }

    // What is around a relation must be built with its relations, and change with its entity alone.
    private static @Nullable String faultOfPlace(Attribute relation) {
        for (DatabaseMapping around : relation.around()) {
            if (!(around instanceof AggregateObjectMapping embeddable)) {
                return "a relation of an element of a collection";
            }
            if (embeddable.isReadOnly() || embeddable.getReferenceClass().isRecord()) {
                return "a relation of a record, or of an embeddable that is only read";
            }
        }
        return null;
    }

    private static @Nullable String faultOfEmbeddable(@Nullable ClassDescriptor part) {
        if (part == null || part.hasInheritance()) {
            return "an embeddable with inheritance";
        }
        return part.hasReturningPolicy() ? "an embeddable with @ReturnInsert or @ReturnUpdate" : null;
    }

    private @Nullable String faultOfElements(CollectionMapping elements) {
        if (elements.hasCustomSelectionQuery()) {
            return "an element collection with a query of its own";
        }
        return elements instanceof AggregateCollectionMapping ? faultOfEmbeddable(mappings.partOf(elements)) : null;
    }

    private static @Nullable String faultOfRelation(ForeignReferenceMapping relation) {
        return relation.hasCustomSelectionQuery() ? "a relation with a query of its own" : null;
    }

    private static String kindOf(DatabaseMapping mapping) {
        if (mapping.isVariableOneToOneMapping()) {
            return "a relation to an interface";
        }
        if (mapping.isTransformationMapping()) {
            return "a transformation";
        }
        return "a " + mapping.getClass().getSimpleName();
    }
}
