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
        Optional<AbstractDirectMapping> key = keyOf(entity, policy.getPartitionField());
        Optional<Class<?>> type = key.flatMap(mapping -> types.columnType(entity, mapping));
        Optional<ShardMap> map = policies.mapOf(entity, policy, type.orElse(Object.class));
        if (key.isEmpty() || !isSupported(entity, key.get(), type, policy) || map.isEmpty()) {
            return Optional.empty();
        }
        DatabaseField column = key.get().getField();
        return Optional.of(new ShardedEntity.Root(
                entity.getJavaClass(),
                Declarations.nameOf(entity),
                IdScopes.of(session, entity),
                key.get().getAttributeName(),
                column.getName(),
                column.isNullable() && !entity.getPrimaryKeyFields().contains(column),
                map.get()));
    }

    private Optional<AbstractDirectMapping> keyOf(ClassDescriptor entity, DatabaseField column) {
        List<AbstractDirectMapping> mapped = entity.getMappings().stream()
                .filter(mapping -> mapping.getClass() == MappingRules.BASIC)
                .map(AbstractDirectMapping.class::cast)
                .filter(mapping -> column != null && isColumn(mapping.getField(), column))
                .toList();
        if (mapped.isEmpty()) {
            String name = column == null ? "(none)" : column.getName();
            problems.add(Message.KEY_NOT_MAPPED, name, Declarations.nameOf(entity));
            return Optional.empty();
        }
        List<AbstractDirectMapping> writable =
                mapped.stream().filter(RootReader::isInsertable).toList();
        if (writable.size() == 1) {
            return Optional.of(writable.get(0));
        }
        AbstractDirectMapping shown = mapped.get(0);
        problems.add(
                Message.KEY_NOT_WRITABLE,
                Declarations.nameOf(entity),
                shown.getAttributeName(),
                writable.isEmpty() ? "is not insertable" : "is not the only attribute that writes its column");
        return Optional.empty();
    }

    private boolean isSupported(
            ClassDescriptor entity,
            AbstractDirectMapping key,
            Optional<Class<?>> type,
            FieldPartitioningPolicy policy) {
        String name = Declarations.nameOf(entity);
        if (type.filter(KeyTypes::isSupported).isEmpty()) {
            Class<?> shown = type.orElseGet(() -> types.attributeType(entity, key));
            String how = shown.getSimpleName() + (key.hasConverter() ? " behind a converter" : "");
            problems.add(Message.KEY_TYPE, name, key.getAttributeName(), how, KeyTypes.supported());
            return false;
        }
        Optional<Object> other = valuesOf(policy).stream()
                .filter(value -> value.getClass() != type.get())
                .findFirst();
        if (other.isPresent()) {
            addValueType(name, key, type.get(), other.get().getClass(), policy);
            return false;
        }
        if (IdScopes.isIdentity(session, entity)
                && entity.getSequenceNumberField().equals(key.getField())) {
            problems.add(Message.KEY_NOT_WRITABLE, name, key.getAttributeName(), "is generated by the insert itself");
            return false;
        }
        return true;
    }

    private void addValueType(
            String name, AbstractDirectMapping key, Class<?> type, Class<?> valueType, FieldPartitioningPolicy policy) {
        if (policy instanceof RangePartitioningPolicy) {
            String reason =
                    "Its bounds are of the type %s, but the shard key %s is of the type %s. Set partitionValueType;"
                            + " if it is set, EclipseLink makes no such value of a text: use @ValuePartitioning";
            problems.add(
                    Message.SHARD_MAP,
                    name,
                    reason.formatted(valueType.getSimpleName(), key.getAttributeName(), type.getSimpleName()));
        } else {
            problems.add(
                    Message.KEY_VALUE_TYPE,
                    name,
                    key.getAttributeName(),
                    type.getSimpleName(),
                    valueType.getSimpleName());
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

    private static boolean isColumn(DatabaseField mapped, DatabaseField column) {
        return mapped.getName().equalsIgnoreCase(column.getName());
    }

    private static boolean isInsertable(DatabaseMapping mapping) {
        return !mapping.isReadOnly()
                && ((AbstractDirectMapping) mapping).getField().isInsertable();
    }
}
