package dev.meridian.sharding.internal.model;

import dev.meridian.sharding.internal.message.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/** Reads the co-located entities: the relation to their parent, and the root at its end. */
final class ColocationReader {

    private static final String NOT_INSERTABLE = "is not insertable";

    private final ServerSession session;
    private final Declarations declarations;
    private final Problems problems;
    private final Map<Class<?>, Class<?>> parents = new LinkedHashMap<>();

    ColocationReader(ServerSession session, Declarations declarations, Problems problems) {
        this.session = session;
        this.declarations = declarations;
        this.problems = problems;
    }

    Map<Class<?>, ShardedEntity.Colocated> read() {
        for (ClassDescriptor entity : declarations.colocated()) {
            parentOf(entity).ifPresent(parent -> parents.put(entity.getJavaClass(), parent));
        }
        Map<Class<?>, ShardedEntity.Colocated> colocated = new LinkedHashMap<>();
        for (ClassDescriptor entity : declarations.colocated()) {
            rootOf(entity.getJavaClass()).ifPresent(root -> colocated.put(entity.getJavaClass(), read(entity, root)));
        }
        return colocated;
    }

    private ShardedEntity.Colocated read(ClassDescriptor entity, Class<?> root) {
        Class<?> type = entity.getJavaClass();
        return new ShardedEntity.Colocated(
                type,
                Declarations.nameOf(entity),
                scopeOf(entity),
                declarations.parentAttribute(type).orElseThrow(),
                Objects.requireNonNull(parents.get(type)),
                root);
    }

    /** An id that has a unit-unique one of its parent in it, or that is the parent's, is unit-unique too. */
    private IdScope scopeOf(ClassDescriptor entity) {
        Optional<OneToOneMapping> toParent = declarations.toParent(entity);
        boolean derived = toParent.isPresent()
                && !isEmbedded(
                        declarations.parentAttribute(entity.getJavaClass()).orElseThrow())
                && entity.getPrimaryKeyFields()
                        .containsAll(toParent.get().getSourceToTargetKeyFields().keySet());
        return derived
                ? declarations
                        .entity(toParent.get().getReferenceClass())
                        .map(this::scopeOf)
                        .orElse(IdScope.SHARD_LOCAL)
                : IdScopes.of(session, entity);
    }

    private Optional<Class<?>> parentOf(ClassDescriptor entity) {
        String name = Declarations.nameOf(entity);
        if (Declarations.hasPolicy(entity)) {
            problems.add(Message.ROOT_AND_COLOCATED, name);
            return Optional.empty();
        }
        String attribute = declarations.parentAttribute(entity.getJavaClass()).orElseThrow();
        DatabaseMapping mapping = declarations.mappingAt(attribute, entity);
        String fault = faultOf(entity, attribute, mapping);
        if (fault != null) {
            problems.add(Message.COLOCATED_ATTRIBUTE, name, attribute, fault);
            return Optional.empty();
        }
        Class<?> parent = declarations.topOf(((OneToOneMapping) Objects.requireNonNull(mapping)).getReferenceClass());
        if (!declarations.isSharded(parent)) {
            problems.add(Message.COLOCATED_WITH_UNSHARDED, name, attribute, nameOf(parent));
            return Optional.empty();
        }
        return Optional.of(parent);
    }

    private static boolean isEmbedded(String attribute) {
        return attribute.indexOf('.') >= 0;
    }

    private @Nullable String faultOf(ClassDescriptor entity, String attribute, @Nullable DatabaseMapping mapping) {
        if (mapping == null) {
            return "is no attribute of it";
        }
        if (!(mapping instanceof OneToOneMapping toOne)) {
            return "is no to-one relation";
        }
        if (toOne.hasRelationTableMechanism()) {
            return "has a join table";
        }
        if (!toOne.isForeignKeyRelationship()) {
            return "is the side without the foreign key";
        }
        // The columns of an embeddable's are known at the login only.
        if (isEmbedded(attribute)) {
            return toOne.isReadOnly() ? NOT_INSERTABLE : null;
        }
        String fault = toOne.isReadOnly() ? faultOfShared(entity, toOne) : faultOfOwn(toOne);
        return fault == null ? RelationRules.faultOfKeys(entity, toOne, declarations) : fault;
    }

    private static @Nullable String faultOfOwn(OneToOneMapping toOne) {
        boolean isInserted =
                toOne.getSourceToTargetKeyFields().keySet().stream().allMatch(DatabaseField::isInsertable);
        return isInserted ? null : NOT_INSERTABLE;
    }

    // The id never changes, so that each flush can see to it that it is the parent's.
    private static @Nullable String faultOfShared(ClassDescriptor entity, OneToOneMapping toOne) {
        if (!entity.getPrimaryKeyFields()
                .containsAll(toOne.getSourceToTargetKeyFields().keySet())) {
            return NOT_INSERTABLE;
        }
        return entity.usesSequenceNumbers() ? "shares its id, which is generated" : null;
    }

    /** Empty if the path does not end at a root; its cause is told where the path breaks. */
    private Optional<Class<?>> rootOf(Class<?> type) {
        List<Class<?>> path = new ArrayList<>();
        Class<?> current = type;
        while (parents.containsKey(current)) {
            if (path.contains(current)) {
                tellCycle(path.subList(path.indexOf(current), path.size()));
                return Optional.empty();
            }
            path.add(current);
            current = parents.get(current);
        }
        boolean isRoot = declarations.parentAttribute(current).isEmpty();
        return isRoot ? Optional.of(current) : Optional.empty();
    }

    // Told as beginning with its first name, so that each way into a cycle tells the same.
    private void tellCycle(List<Class<?>> cycle) {
        List<String> names = new ArrayList<>(cycle.stream().map(this::nameOf).toList());
        Collections.rotate(names, -names.indexOf(Collections.min(names)));
        names.add(names.get(0));
        problems.add(Message.COLOCATED_CYCLE, String.join(" -> ", names));
    }

    private String nameOf(Class<?> type) {
        return declarations.entity(type).map(Declarations::nameOf).orElse(type.getSimpleName());
    }
}
