package dev.meridian.sharding.internal.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.mappings.AggregateObjectMapping;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/**
 * A basic attribute of an entity, its own, inherited or in an embeddable, with the column that it is mapped to.
 *
 * @param path the attribute's name, after those of the embeddables around it and a dot
 * @param mapping the attribute's mapping; an embeddable's is that of all entities that embed it
 * @param column the entity's column, by which {@code @AttributeOverride} may have replaced that of the mapping
 * @param owner the class that has the attribute
 * @param written whether an insert writes it
 */
record KeyAttribute(String path, AbstractDirectMapping mapping, DatabaseField column, Class<?> owner, boolean written) {

    /** All basic attributes of an entity whose session is not yet initialised, in the order of the mappings. */
    static List<KeyAttribute> of(ClassDescriptor entity, ServerSession session) {
        List<KeyAttribute> found = new ArrayList<>();
        new Walk(session, found, new HashSet<>()).into(entity, "", true, List.of(), Map.of());
        return found;
    }

    /** The mapping at this path in an entity whose session is initialised, or null if there is none. */
    static @Nullable DatabaseMapping mappingAt(String path, ClassDescriptor entity) {
        int dot = path.indexOf('.');
        DatabaseMapping mapping = entity.getMappingForAttributeName(dot < 0 ? path : path.substring(0, dot));
        ClassDescriptor part = dot < 0 || mapping == null ? null : mapping.getReferenceDescriptor();
        return part == null ? mapping : mappingAt(path.substring(dot + 1), part);
    }

    /** A copy of what EclipseLink does at its login, because the model is read before. */
    private record Walk(ServerSession session, List<KeyAttribute> found, Set<Class<?>> open) {

        /**
         * @param renamed the columns that the embeddables around give to those of this class, the innermost first
         * @param nested what the embeddables around say of attributes in deeper ones
         */
        void into(
                ClassDescriptor type,
                String prefix,
                boolean written,
                List<Map<String, DatabaseField>> renamed,
                Map<String, Object[]> nested) {
            if (!open.add(type.getJavaClass())) {
                return;
            }
            for (DatabaseMapping mapping : type.getMappings()) {
                String path = prefix + mapping.getAttributeName();
                if (mapping.getClass() == MappingRules.BASIC) {
                    AbstractDirectMapping basic = (AbstractDirectMapping) mapping;
                    DatabaseField column = column(basic.getField(), renamed);
                    boolean isWritten = written && !basic.isReadOnly() && column.isInsertable();
                    found.add(new KeyAttribute(path, basic, column, type.getJavaClass(), isWritten));
                } else if (mapping.getClass() == AggregateObjectMapping.class) {
                    embedded((AggregateObjectMapping) mapping, path, written, renamed, nested);
                }
            }
            open.remove(type.getJavaClass());
        }

        private void embedded(
                AggregateObjectMapping embedded,
                String path,
                boolean written,
                List<Map<String, DatabaseField>> renamed,
                Map<String, Object[]> nested) {
            ClassDescriptor part = session.getProject().getDescriptors().get(embedded.getReferenceClass());
            if (part == null) {
                return;
            }
            Map<String, DatabaseField> columns = new HashMap<>(embedded.getAggregateToSourceFields());
            Map<String, Object[]> deeper = new HashMap<>(embedded.getNestedFieldTranslations());
            nested.forEach((name, translation) -> {
                String start = embedded.getAttributeName() + ".";
                if (name.startsWith(start) && name.indexOf('.', start.length()) >= 0) {
                    deeper.put(name.substring(start.length()), translation);
                } else if (name.startsWith(start)) {
                    columns.put((String) translation[1], (DatabaseField) translation[0]);
                }
            });
            List<Map<String, DatabaseField>> all = new ArrayList<>(List.of(columns));
            all.addAll(renamed);
            into(part, path + ".", written && !embedded.isReadOnly(), all, deeper);
        }

        private static DatabaseField column(DatabaseField mapped, List<Map<String, DatabaseField>> renamed) {
            DatabaseField column = mapped;
            for (Map<String, DatabaseField> names : renamed) {
                DatabaseField other = names.get(column.getName());
                column = other == null ? column : other;
            }
            return column;
        }
    }
}
