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
import org.eclipse.persistence.mappings.AggregateObjectMapping;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/**
 * What the mapping declares to be sharded, right or wrong. What the topmost entity of an inheritance declares is so of all
 * that inherit from it.
 */
final class Declarations {

    private static final Set<Class<?>> REFERENCE_POLICIES =
            Set.of(ReplicationPartitioningPolicy.class, PinnedPartitioningPolicy.class);

    private final List<ClassDescriptor> entities;
    private final Map<Class<?>, ClassDescriptor> descriptors;
    private final Families families;
    private final Map<Class<?>, ClassDescriptor> byClass = new HashMap<>();
    private final Map<Class<?>, String> parentAttributes = new HashMap<>();
    private final Map<Class<?>, PartitioningPolicy> references = new HashMap<>();

    private Declarations(
            List<ClassDescriptor> entities,
            Map<Class<?>, ClassDescriptor> descriptors,
            Map<String, PartitioningPolicy> policies) {
        this.entities = entities;
        this.descriptors = descriptors;
        this.families = new Families(entities);
        for (ClassDescriptor entity : entities) {
            byClass.put(entity.getJavaClass(), entity);
            ClassDescriptor top = families.topOf(entity);
            parentAttribute(top).ifPresent(attribute -> parentAttributes.put(entity.getJavaClass(), attribute));
            PartitioningPolicy policy = policyOf(top, policies);
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
            } else if (hasPolicy(descriptor) || isColocated(descriptor)) {
                problems.add(
                        Message.UNSUPPORTED_FEATURE,
                        nameOf(descriptor),
                        "a sharding annotation on an embeddable",
                        "Put it on the entity");
            }
        }
        Declarations declarations = new Declarations(
                entities,
                session.getProject().getDescriptors(),
                session.getProject().getPartitioningPolicies());
        entities.forEach(entity -> declarations.checkFamily(entity, problems));
        return declarations;
    }

    // EclipseLink, too, gives a policy to what inherits from its entity, unless that has one of its own.
    private void checkFamily(ClassDescriptor entity, Problems problems) {
        ClassDescriptor top = families.topOf(entity);
        boolean hasOtherPolicy = hasPolicy(entity) && !isSamePolicy(entity, top);
        boolean hasOtherParent = parentAttribute(entity)
                .filter(attribute -> !Optional.of(attribute).equals(parentAttribute(top)))
                .isPresent();
        if (!isTop(entity) && (hasOtherPolicy || hasOtherParent)) {
            problems.add(Message.SUBCLASS_SHARDING, nameOf(entity), nameOf(top));
        }
    }

    private static boolean isSamePolicy(ClassDescriptor one, ClassDescriptor other) {
        return Objects.equals(one.getPartitioningPolicyName(), other.getPartitioningPolicyName())
                && Objects.equals(one.getPartitioningPolicy(), other.getPartitioningPolicy());
    }

    private boolean isTop(ClassDescriptor entity) {
        return entity == topOf(entity);
    }

    /** The topmost entity that an entity inherits from: itself if it inherits from none. */
    ClassDescriptor topOf(ClassDescriptor entity) {
        return families.topOf(entity);
    }

    /** The class of the topmost entity that a class inherits from, or the class itself if it is no entity. */
    Class<?> topOf(Class<?> type) {
        return entity(type).<Class<?>>map(found -> topOf(found).getJavaClass()).orElse(type);
    }

    /** The entities of an entity's inheritance. */
    List<ClassDescriptor> familyOf(ClassDescriptor top) {
        return entities.stream().filter(entity -> topOf(entity) == top).toList();
    }

    /** All entities, in the order of their names. */
    List<ClassDescriptor> entities() {
        return entities;
    }

    /** Those that declare a policy other than one of a reference entity, without those that inherit it. */
    List<ClassDescriptor> roots() {
        return entities.stream()
                .filter(entity -> isTop(entity) && hasPolicy(entity) && !references.containsKey(entity.getJavaClass()))
                .toList();
    }

    /** Those that declare to have the same rows in some shards, in the order of their names. */
    List<ClassDescriptor> references() {
        return entities.stream()
                .filter(entity -> isReference(entity.getJavaClass()))
                .toList();
    }

    /** Those that declare to be co-located, without those that inherit it, in the order of their names. */
    List<ClassDescriptor> colocated() {
        return entities.stream()
                .filter(entity -> isTop(entity) && parentAttributes.containsKey(entity.getJavaClass()))
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
        return parentAttributes.containsKey(type) || (entity != null && hasPolicy(topOf(entity)) && !isReference(type));
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
                .map(path -> mappingAt(path, topOf(child)))
                .filter(OneToOneMapping.class::isInstance)
                .map(OneToOneMapping.class::cast);
    }

    /**
     * The mapping at a path of an entity, through its embeddables, whose columns are not yet those of the entity; null if there
     * is none.
     */
    @Nullable DatabaseMapping mappingAt(String path, ClassDescriptor entity) {
        int dot = path.indexOf('.');
        DatabaseMapping mapping = entity.getMappingForAttributeName(dot < 0 ? path : path.substring(0, dot));
        if (dot < 0) {
            return mapping;
        }
        ClassDescriptor part = mapping instanceof AggregateObjectMapping embeddable
                ? descriptors.get(embeddable.getReferenceClass())
                : null;
        return part == null ? null : mappingAt(path.substring(dot + 1), part);
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
    private Optional<String> parentAttribute(ClassDescriptor descriptor) {
        Object property = descriptor.getProperties().get(Settings.COLOCATED_WITH);
        return property == null
                ? annotated(
                        descriptor.getJavaClass(),
                        families.parentOf(descriptor)
                                .<Class<?>>map(ClassDescriptor::getJavaClass)
                                .orElse(null))
                : Optional.of(property.toString());
    }

    // EclipseLink takes a mapped superclass's policy for its entities; so it is with this annotation.
    private static Optional<String> annotated(Class<?> entity, @Nullable Class<?> parent) {
        for (Class<?> type = entity; type != null && type != parent; type = type.getSuperclass()) {
            ColocatedWith annotation = type.getDeclaredAnnotation(ColocatedWith.class);
            if (annotation != null) {
                return Optional.of(annotation.value());
            }
        }
        return Optional.empty();
    }

    private static boolean isColocated(ClassDescriptor embeddable) {
        return embeddable.getProperties().containsKey(Settings.COLOCATED_WITH)
                || annotated(embeddable.getJavaClass(), null).isPresent();
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
