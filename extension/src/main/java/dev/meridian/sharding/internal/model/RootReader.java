package dev.meridian.sharding.internal.model;

import dev.meridian.sharding.internal.message.Message;
import java.lang.invoke.MethodType;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.descriptors.partitioning.ValuePartitioningPolicy;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.mappings.AttributeAccessor;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.eclipse.persistence.sessions.server.ServerSession;

/** Reads the roots: their shard keys and their shard maps. */
final class RootReader {

    private static final List<Class<?>> KEY_TYPES = List.of(
            String.class,
            Integer.class,
            Long.class,
            Short.class,
            Character.class,
            Boolean.class,
            UUID.class,
            LocalDate.class);

    private final ServerSession session;
    private final PolicyReader policies;
    private final Declarations declarations;
    private final Problems problems;

    RootReader(ServerSession session, PolicyReader policies, Declarations declarations, Problems problems) {
        this.session = session;
        this.policies = policies;
        this.declarations = declarations;
        this.problems = problems;
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

    private Optional<ShardedEntity.Root> read(ClassDescriptor entity, ValuePartitioningPolicy policy) {
        Optional<ValueShardMap> map = policies.mapOf(entity, policy);
        Optional<AbstractDirectMapping> key = keyOf(entity, policy.getPartitionField());
        if (key.isEmpty() || !isSupported(entity, key.get(), policy) || map.isEmpty()) {
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

    private boolean isSupported(ClassDescriptor entity, AbstractDirectMapping key, ValuePartitioningPolicy policy) {
        String name = Declarations.nameOf(entity);
        Class<?> type = typeOf(entity, key);
        if (key.hasConverter() || !KEY_TYPES.contains(type)) {
            String how = type.getSimpleName() + (key.hasConverter() ? " behind a converter" : "");
            String known = KEY_TYPES.stream().map(Class::getSimpleName).collect(Collectors.joining(", "));
            problems.add(Message.KEY_TYPE, name, key.getAttributeName(), how, known);
            return false;
        }
        for (Object value : policy.getPartitions().keySet()) {
            if (value.getClass() != type) {
                String valueType = value.getClass().getSimpleName();
                problems.add(Message.KEY_VALUE_TYPE, name, key.getAttributeName(), type.getSimpleName(), valueType);
                return false;
            }
        }
        if (IdScopes.isIdentity(session, entity)
                && entity.getSequenceNumberField().equals(key.getField())) {
            problems.add(Message.KEY_NOT_WRITABLE, name, key.getAttributeName(), "is generated by the insert itself");
            return false;
        }
        return true;
    }

    private static boolean isColumn(DatabaseField mapped, DatabaseField column) {
        return mapped.getName().equalsIgnoreCase(column.getName());
    }

    private static boolean isInsertable(DatabaseMapping mapping) {
        return !mapping.isReadOnly()
                && ((AbstractDirectMapping) mapping).getField().isInsertable();
    }

    // The mapping itself knows its attribute's type only after its initialisation, which is not ours to begin.
    private static Class<?> typeOf(ClassDescriptor entity, AbstractDirectMapping mapping) {
        AttributeAccessor accessor =
                (AttributeAccessor) mapping.getAttributeAccessor().clone();
        accessor.initializeAttributes(entity.getJavaClass());
        Class<?> type = accessor.getAttributeClass();
        return type == null ? Object.class : MethodType.methodType(type).wrap().returnType();
    }
}
