package dev.meridian.sharding.internal.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.queries.ContainerPolicy;
import org.eclipse.persistence.internal.queries.MappedKeyMapContainerPolicy;
import org.eclipse.persistence.mappings.AggregateCollectionMapping;
import org.eclipse.persistence.mappings.AggregateMapping;
import org.eclipse.persistence.mappings.CollectionMapping;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.ForeignReferenceMapping;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/** An entity's attributes, with those of its embeddables. */
final class Mappings {

    private final ServerSession session;

    Mappings(ServerSession session) {
        this.session = session;
    }

    /**
     * @param path the attribute's name, after those of the embeddables around it and a dot
     * @param around the embeddables, and collections of such, that it is in, the outermost first
     */
    record Attribute(String path, DatabaseMapping mapping, List<DatabaseMapping> around) {

        Attribute {
            around = List.copyOf(around);
        }

        private static final String KEY = " (its key)";

        static Attribute ofKey(String map, DatabaseMapping key) {
            return new Attribute(map + KEY, key, List.of());
        }

        /** Whether it is the key of a map, which is an entity. */
        boolean isKey() {
            return path.endsWith(KEY);
        }
    }

    /** In the order of their names; an embeddable comes before what is in it. */
    List<Attribute> of(ClassDescriptor entity) {
        List<Attribute> all = new ArrayList<>();
        collect("", List.of(), entity, all, new HashSet<>());
        return all;
    }

    private void collect(
            String prefix,
            List<DatabaseMapping> around,
            ClassDescriptor descriptor,
            List<Attribute> all,
            Set<Class<?>> path) {
        if (!path.add(descriptor.getJavaClass())) {
            return;
        }
        List<DatabaseMapping> mappings = new ArrayList<>(descriptor.getMappings());
        mappings.sort(Comparator.comparing(Mappings::nameOf));
        for (DatabaseMapping mapping : mappings) {
            String name = prefix + nameOf(mapping);
            all.add(new Attribute(name, mapping, around));
            ClassDescriptor part = partOf(mapping);
            if (part != null) {
                List<DatabaseMapping> inner = new ArrayList<>(around);
                inner.add(mapping);
                collect(name + ".", inner, part, all, path);
            }
            if (keyOf(mapping) instanceof ForeignReferenceMapping key) {
                all.add(Attribute.ofKey(name, key));
            }
        }
        path.remove(descriptor.getJavaClass());
    }

    /** The embeddable (or the element of a collection) that is behind a mapping; null if there is none. */
    @Nullable ClassDescriptor partOf(DatabaseMapping mapping) {
        Class<?> type = null;
        if (mapping instanceof AggregateMapping one) {
            type = one.getReferenceClass();
        } else if (mapping instanceof AggregateCollectionMapping many) {
            type = many.getReferenceClass();
        }
        return type == null ? null : session.getProject().getDescriptors().get(type);
    }

    private static String nameOf(DatabaseMapping mapping) {
        String name = mapping.getAttributeName();
        return name == null ? "(no attribute)" : name;
    }

    private static @Nullable Object keyOf(DatabaseMapping mapping) {
        ContainerPolicy container = mapping instanceof CollectionMapping many ? many.getContainerPolicy() : null;
        return container instanceof MappedKeyMapContainerPolicy mapped ? mapped.getKeyMapping() : null;
    }
}
