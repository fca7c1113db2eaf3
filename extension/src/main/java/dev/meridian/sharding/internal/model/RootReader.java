package dev.meridian.sharding.internal.model;

import dev.meridian.sharding.internal.message.Message;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.descriptors.partitioning.FieldPartitioningPolicy;
import org.eclipse.persistence.descriptors.partitioning.RangePartitioningPolicy;
import org.eclipse.persistence.descriptors.partitioning.ValuePartitioningPolicy;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.eclipse.persistence.sessions.server.ServerSession;

/** Reads the roots: their shard keys and their shard maps. */
final class RootReader {

    private final ServerSession session;
    private final PolicyReader policies;
    private final Declarations declarations;
    private final Problems problems;
    private final KeyTypes types;

    RootReader(ServerSession session, PolicyReader policies, Declarations declarations, Problems problems) {
        this.session = session;
        this.policies = policies;
        this.declarations = declarations;
        this.problems = problems;
        this.types = new KeyTypes(session);
    }

    Map<Class<?>, ShardedEntity.Root> read() {
        Map<Class<?>, ShardedEntity.Root> roots = new LinkedHashMap<>();
        for (ClassDescriptor entity : declarations.roots()) {
            policies.policyOf(entity)
                    .flatMap(policy -> read(entity, policy))
                    .ifPresent(root -> roots.put(root.type(), root));
        }
        return roots;
    }

    private Optional<ShardedEntity.Root> read(ClassDescriptor entity, FieldPartitioningPolicy policy) {
        Optional<KeyAttribute> key = keyOf(entity, policy.getPartitionField());
        Optional<Class<?>> type = key.flatMap(found -> types.columnType(found.owner(), found.mapping()));
        Optional<ShardMap> map = policies.mapOf(entity, policy, type.orElse(Object.class));
        if (key.isEmpty() || !isSupported(entity, key.get(), type, policy) || map.isEmpty()) {
            return Optional.empty();
        }
        DatabaseField column = key.get().column();
        return Optional.of(new ShardedEntity.Root(
                entity.getJavaClass(),
                Declarations.nameOf(entity),
                IdScopes.of(session, entity),
                key.get().path(),
                column.getName(),
                column.isNullable() && !isOfId(column, entity),
                map.get()));
    }

    private static boolean isOfId(DatabaseField column, ClassDescriptor entity) {
        return entity.getPrimaryKeyFields().stream().anyMatch(id -> isColumn(id, column));
    }

    private Optional<KeyAttribute> keyOf(ClassDescriptor entity, DatabaseField column) {
        List<KeyAttribute> mapped = KeyAttribute.of(entity, session).stream()
                .filter(attribute -> column != null && isColumn(attribute.column(), column))
                .filter(attribute -> isInFirstTable(attribute.column(), entity))
                .toList();
        if (mapped.isEmpty()) {
            String name = column == null ? "(none)" : column.getName();
            problems.add(Message.KEY_NOT_MAPPED, name, Declarations.nameOf(entity));
            return Optional.empty();
        }
        List<KeyAttribute> writable =
                mapped.stream().filter(KeyAttribute::written).toList();
        if (writable.size() == 1) {
            return Optional.of(writable.get(0));
        }
        problems.add(
                Message.KEY_NOT_WRITABLE,
                Declarations.nameOf(entity),
                mapped.get(0).path(),
                writable.isEmpty() ? "is not insertable" : "is not the only attribute that writes its column");
        return Optional.empty();
    }

    private boolean isSupported(
            ClassDescriptor entity, KeyAttribute key, Optional<Class<?>> type, FieldPartitioningPolicy policy) {
        String name = Declarations.nameOf(entity);
        if (type.filter(KeyTypes::isSupported).isEmpty()) {
            Class<?> shown = type.orElseGet(() -> types.attributeType(key.owner(), key.mapping()));
            String how = shown.getSimpleName() + (key.mapping().hasConverter() ? " behind a converter" : "");
            problems.add(Message.KEY_TYPE, name, key.path(), how, KeyTypes.supported());
            return false;
        }
        Optional<Object> other = valuesOf(policy).stream()
                .filter(value -> value.getClass() != type.get())
                .findFirst();
        if (other.isPresent()) {
            addValueType(name, key.path(), type.get(), other.get().getClass(), policy);
            return false;
        }
        if (IdScopes.isIdentity(session, entity) && isColumn(entity.getSequenceNumberField(), key.column())) {
            problems.add(Message.KEY_NOT_WRITABLE, name, key.path(), "is generated by the insert itself");
            return false;
        }
        return true;
    }

    private void addValueType(
            String name, String key, Class<?> type, Class<?> valueType, FieldPartitioningPolicy policy) {
        if (policy instanceof RangePartitioningPolicy) {
            String reason =
                    "Its bounds are of the type %s, but the shard key %s is of the type %s. Set partitionValueType;"
                            + " if it is set, EclipseLink makes no such value of a text: use @ValuePartitioning";
            problems.add(
                    Message.SHARD_MAP, name, reason.formatted(valueType.getSimpleName(), key, type.getSimpleName()));
        } else {
            problems.add(Message.KEY_VALUE_TYPE, name, key, type.getSimpleName(), valueType.getSimpleName());
        }
    }

    private static Collection<Object> valuesOf(FieldPartitioningPolicy policy) {
        if (policy instanceof RangePartitioningPolicy ranges) {
            return ranges.getPartitions().stream()
                    .<Object>flatMap(range -> Stream.of(range.getStartValue(), range.getEndValue()))
                    .filter(Objects::nonNull)
                    .toList();
        }
        return policy instanceof ValuePartitioningPolicy values
                ? values.getPartitions().keySet()
                : List.of();
    }

    // What chooses the shard must be known from each row of the entity's own.
    private static boolean isInFirstTable(DatabaseField column, ClassDescriptor entity) {
        return !column.hasTableName()
                || entity.getTables().isEmpty()
                || column.getTableName()
                        .equalsIgnoreCase(entity.getTables().get(0).getName());
    }

    private static boolean isColumn(DatabaseField mapped, DatabaseField column) {
        return hasName(mapped, column.getName());
    }

    private static boolean hasName(DatabaseField column, String name) {
        return column.getName().equalsIgnoreCase(name);
    }

    /**
     * Checks what only an initialised session knows of the keys in embeddables: that they are mapped as they were read.
     */
    static void checkConnected(ServerSession session, ShardingModel model, Problems problems) {
        for (ShardedEntity.Root root : model.roots()) {
            checkConnected(root, session.getClassDescriptor(root.type()), session, problems);
            TablePerClass.heirsOf(session.getClassDescriptor(root.type()))
                    .forEach(heir -> checkConnected(root, heir, session, problems));
        }
    }

    private static void checkConnected(
            ShardedEntity.Root root, ClassDescriptor entity, ServerSession session, Problems problems) {
        DatabaseMapping mapping = KeyAttribute.mappingAt(root.keyAttribute(), entity);
        if (!(mapping instanceof AbstractDirectMapping key) || !hasName(key.getField(), root.keyColumn())) {
            problems.add(Message.KEY_NOT_MAPPED, root.keyColumn(), Declarations.nameOf(entity));
        } else if (hasOtherConverter(key, session)) {
            String how = "converted where its embeddable is embedded";
            problems.add(Message.KEY_TYPE, Declarations.nameOf(entity), root.keyAttribute(), how, KeyTypes.supported());
        }
    }

    // The converter that is given to an attribute at the embedding alone is not known before.
    private static boolean hasOtherConverter(AbstractDirectMapping key, ServerSession session) {
        ClassDescriptor owner = key.getDescriptor();
        if (!owner.isAggregateDescriptor()) {
            return false;
        }
        ClassDescriptor declared = session.getProject().getDescriptors().get(owner.getJavaClass());
        return declared == null
                || !(declared.getMappingForAttributeName(key.getAttributeName()) instanceof AbstractDirectMapping basic)
                || !Objects.equals(basic.getConverter(), key.getConverter());
    }
}
