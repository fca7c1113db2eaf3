package dev.meridian.sharding.internal.model;

import dev.meridian.sharding.ColocatedWith;
import dev.meridian.sharding.internal.message.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.descriptors.partitioning.PartitioningPolicy;
import org.eclipse.persistence.descriptors.partitioning.PinnedPartitioningPolicy;
import org.eclipse.persistence.descriptors.partitioning.ReplicationPartitioningPolicy;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/** What the mapping declares to be sharded, right or wrong. */
final class Declarations {

    private static final Set<Class<?>> REFERENCE_POLICIES =
            Set.of(ReplicationPartitioningPolicy.class, PinnedPartitioningPolicy.class);

    private final List<ClassDescriptor> entities;
    private final Map<Class<?>, ClassDescriptor> byClass = new HashMap<>();
    private final Map<Class<?>, String> parentAttributes = new HashMap<>();
    private final Map<Class<?>, PartitioningPolicy> references = new HashMap<>();

    private Declarations(List<ClassDescriptor> entities, Map<String, PartitioningPolicy> policies) {
        this.entities = entities;
        for (ClassDescriptor entity : entities) {
            byClass.put(entity.getJavaClass(), entity);
            parentAttribute(entity).ifPresent(attribute -> parentAttributes.put(entity.getJavaClass(), attribute));
            PartitioningPolicy policy = policyOf(entity, policies);
            if (policy != null && REFERENCE_POLICIES.contains(policy.getClass())) {
                references.put(entity.getJavaClass(), policy);
            }
        }
    }

    static Declarations of(ServerSession session, Problems problems) {
        List<ClassDescriptor> entities = new ArrayList<>();
        List<ClassDescriptor> all =
                new ArrayList<>(session.getProject().getDescriptors().values());
        all.sort(Comparator.comparing(Declarations::nameOf).thenComparing(ClassDescriptor::getJavaClassName));
        for (ClassDescriptor descriptor : all) {
            findUnknownProperties(descriptor, problems);
            if (!descriptor.isAggregateDescriptor() && !descriptor.isAggregateCollectionDescriptor()) {
                entities.add(descriptor);
            } else if (hasPolicy(descriptor) || parentAttribute(descriptor).isPresent()) {
                problems.add(Message.UNSUPPORTED_FEATURE, nameOf(descriptor), "a sharding annotation on an embeddable");
            }
        }
        return new Declarations(entities, session.getProject().getPartitioningPolicies());
    }

    /** All entities, in the order of their names. */
    List<ClassDescriptor> entities() {
        return entities;
    }

    /** Those that declare a policy other than one of a reference entity, in the order of their names. */
    List<ClassDescriptor> roots() {
        return entities.stream()
                .filter(entity -> hasPolicy(entity) && !references.containsKey(entity.getJavaClass()))
                .toList();
    }

    /** Those that declare to have the same rows in some shards, in the order of their names. */
    List<ClassDescriptor> references() {
        return entities.stream()
                .filter(entity -> isReference(entity.getJavaClass()))
                .toList();
    }

    /** Those that declare to be co-located, in the order of their names. */
    List<ClassDescriptor> colocated() {
        return entities.stream()
                .filter(entity -> parentAttributes.containsKey(entity.getJavaClass()))
                .toList();
    }

    List<ClassDescriptor> sharded() {
        return entities.stream()
                .filter(entity -> isSharded(entity.getJavaClass()))
                .toList();
    }

    List<ClassDescriptor> unsharded() {
        return entities.stream()
                .filter(entity -> !isSharded(entity.getJavaClass()) && !isReference(entity.getJavaClass()))
                .toList();
    }

    boolean isSharded(Class<?> type) {
        ClassDescriptor entity = byClass.get(type);
        return parentAttributes.containsKey(type) || (entity != null && hasPolicy(entity) && !isReference(type));
    }

    boolean isReference(Class<?> type) {
        return references.containsKey(type) && !parentAttributes.containsKey(type);
    }

    /** The policy of one of {@link #references}. */
    PartitioningPolicy referencePolicy(ClassDescriptor reference) {
        return Objects.requireNonNull(references.get(reference.getJavaClass()));
    }

    Optional<ClassDescriptor> entity(Class<?> type) {
        return Optional.ofNullable(byClass.get(type));
    }

    /** The name that the mapping declares the entity to be co-located by. */
    Optional<String> parentAttribute(Class<?> type) {
        return Optional.ofNullable(parentAttributes.get(type));
    }

    /** The to-one relation that the entity is declared to be co-located by; empty if that is no such relation. */
    Optional<OneToOneMapping> toParent(ClassDescriptor child) {
        return parentAttribute(child.getJavaClass())
                .map(child::getMappingForAttributeName)
                .filter(OneToOneMapping.class::isInstance)
                .map(OneToOneMapping.class::cast);
    }

    /** The entity's name, or that of the class if it is none. */
    static String nameOf(ClassDescriptor descriptor) {
        String alias = descriptor.getAlias();
        return alias == null || alias.isEmpty() ? descriptor.getJavaClass().getSimpleName() : alias;
    }

    /** The policy that the entity will have: at its initialisation a descriptor takes it by its name, whatever it had. */
    static @Nullable PartitioningPolicy policyOf(
            ClassDescriptor descriptor, Map<String, PartitioningPolicy> policiesByName) {
        String name = descriptor.getPartitioningPolicyName();
        return name == null ? descriptor.getPartitioningPolicy() : policiesByName.get(name);
    }

    static boolean hasPolicy(ClassDescriptor descriptor) {
        return descriptor.getPartitioningPolicyName() != null || descriptor.getPartitioningPolicy() != null;
    }

    // The property stands for what an XML mapping says, which overrides annotations.
    private static Optional<String> parentAttribute(ClassDescriptor descriptor) {
        Object property = descriptor.getProperties().get(Settings.COLOCATED_WITH);
        if (property != null) {
            return Optional.of(property.toString());
        }
        // EclipseLink takes a mapped superclass's policy for its entities; so it is with this annotation.
        for (Class<?> type = descriptor.getJavaClass(); type != null; type = type.getSuperclass()) {
            ColocatedWith annotation = type.getDeclaredAnnotation(ColocatedWith.class);
            if (annotation != null) {
                return Optional.of(annotation.value());
            }
        }
        return Optional.empty();
    }

    private static void findUnknownProperties(ClassDescriptor descriptor, Problems problems) {
        TreeSet<String> unknown = new TreeSet<>();
        for (Object name : descriptor.getProperties().keySet()) {
            if (isMeridian(name) && !name.equals(Settings.COLOCATED_WITH)) {
                unknown.add(name.toString());
            }
        }
        for (DatabaseMapping mapping : descriptor.getMappings()) {
            for (Object name : mapping.getProperties().keySet()) {
                if (isMeridian(name)) {
                    unknown.add(name.toString());
                }
            }
        }
        for (String name : unknown) {
            problems.add(
                    Message.UNKNOWN_PROPERTY, nameOf(descriptor), name, "for an entity " + Settings.COLOCATED_WITH);
        }
    }

    private static boolean isMeridian(Object name) {
        return name instanceof String text && text.startsWith(SettingsReader.PREFIX);
    }
}
