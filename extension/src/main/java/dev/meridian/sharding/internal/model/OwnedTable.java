package dev.meridian.sharding.internal.model;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.helper.DatabaseTable;
import org.eclipse.persistence.mappings.AggregateCollectionMapping;
import org.eclipse.persistence.mappings.AggregateObjectMapping;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.DirectCollectionMapping;
import org.eclipse.persistence.mappings.ManyToManyMapping;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.eclipse.persistence.mappings.RelationTableMechanism;

/**
 * A table beside those of an entity, whose rows belong to the entity's rows and are in their shards: of an element collection,
 * or a join table. Immutable.
 *
 * @param attribute the entity's attribute that is stored there
 * @param columns those that lead to the entity's row
 * @param ownerColumns the entity's columns that they refer to, in the same order
 */
public record OwnedTable(
        String attribute, DatabaseTable table, List<DatabaseField> columns, List<DatabaseField> ownerColumns) {

    public OwnedTable {
        columns = List.copyOf(columns);
        ownerColumns = List.copyOf(ownerColumns);
    }

    /**
     * All tables that an entity owns, those of its embeddables too. A join table belongs to the side that is not mapped by the
     * other.
     *
     * @param entity initialised
     */
    public static List<OwnedTable> of(ClassDescriptor entity) {
        List<OwnedTable> tables = new ArrayList<>();
        collect("", entity, tables);
        return tables;
    }

    private static void collect(String prefix, ClassDescriptor descriptor, List<OwnedTable> tables) {
        for (DatabaseMapping mapping : descriptor.getMappings()) {
            String attribute = prefix + mapping.getAttributeName();
            if (mapping instanceof AggregateObjectMapping part) {
                collect(attribute + ".", part.getReferenceDescriptor(), tables);
            } else if (!mapping.isReadOnly()) {
                add(attribute, mapping, tables);
            }
        }
    }

    private static void add(String attribute, DatabaseMapping mapping, List<OwnedTable> tables) {
        if (mapping instanceof DirectCollectionMapping elements) {
            tables.add(new OwnedTable(
                    attribute,
                    elements.getReferenceTable(),
                    elements.getReferenceKeyFields(),
                    elements.getSourceKeyFields()));
        } else if (mapping instanceof AggregateCollectionMapping elements) {
            tables.add(new OwnedTable(
                    attribute,
                    elements.getReferenceDescriptor().getDefaultTable(),
                    elements.getTargetForeignKeyFields(),
                    elements.getSourceKeyFields()));
        } else if (mapping instanceof ManyToManyMapping many) {
            tables.add(of(attribute, many.getRelationTableMechanism()));
        } else if (mapping instanceof OneToOneMapping one && one.hasRelationTableMechanism()) {
            tables.add(of(attribute, one.getRelationTableMechanism()));
        }
    }

    private static OwnedTable of(String attribute, RelationTableMechanism join) {
        return new OwnedTable(
                attribute, join.getRelationTable(), join.getSourceRelationKeyFields(), join.getSourceKeyFields());
    }
}
