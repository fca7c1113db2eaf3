package dev.meridian.sharding.internal.write;

import dev.meridian.sharding.internal.model.EntityRelation;
import dev.meridian.sharding.internal.model.ShardRelations;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.helper.DatabaseTable;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.mappings.ForeignReferenceMapping;
import org.eclipse.persistence.mappings.ManyToManyMapping;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.eclipse.persistence.mappings.RelationTableMechanism;
import org.eclipse.persistence.mappings.UnidirectionalOneToManyMapping;

/**
 * Columns of a table by which its rows lead to rows of an entity, beside co-location: a foreign key, or the far end of a join
 * table.
 *
 * @param relation what makes them do so, for messages
 * @param holder whose rows have the columns, or own the rows of the join table
 * @param holderColumns columns of the table that have the holder's
 * @param holderKey columns of the holder, in the same order
 * @param columns those that lead elsewhere
 * @param targetKey columns of the target, in the same order
 */
record RowPointer(
        String relation,
        DatabaseTable table,
        ShardedEntity holder,
        List<DatabaseField> holderColumns,
        List<DatabaseField> holderKey,
        List<DatabaseField> columns,
        ShardedEntity target,
        List<DatabaseField> targetKey) {

    /** All of a unit. */
    static List<RowPointer> of(ShardingModel model, AbstractSession session) {
        List<RowPointer> all = new ArrayList<>();
        model.entities()
                .forEach((type, entity) -> EntityRelation.of(session.getDescriptor(type)).stream()
                        .filter(relation -> ShardRelations.isWritten(entity, relation, model))
                        .filter(relation -> hasRows(relation.mapping().getDescriptor()))
                        .forEach(relation -> add(entity, relation, model, session, all)));
        // What inherits has them too.
        return all.stream().distinct().toList();
    }

    // Of an abstract class whose heirs have tables of their own there is no table.
    private static boolean hasRows(ClassDescriptor entity) {
        return !(entity.hasTablePerClassPolicy() && entity.isAbstract());
    }

    private static void add(
            ShardedEntity entity,
            EntityRelation written,
            ShardingModel model,
            AbstractSession session,
            List<RowPointer> all) {
        ForeignReferenceMapping relation = written.mapping();
        ShardedEntity target = model.find(relation.getReferenceClass()).orElseThrow();
        String name = entity.name() + "." + written.path();
        if (relation instanceof ManyToManyMapping many) {
            all.add(ofJoin(name, entity, many.getRelationTableMechanism(), target));
        } else if (relation instanceof UnidirectionalOneToManyMapping toMany) {
            all.add(ofForeignKey(
                    name,
                    target,
                    owner(target, toMany.getReferenceDescriptor(), session),
                    toMany.getTargetForeignKeyFields(),
                    entity,
                    toMany.getSourceKeyFields()));
        } else if (relation instanceof OneToOneMapping one && one.hasRelationTableMechanism()) {
            all.add(ofJoin(name, entity, one.getRelationTableMechanism(), target));
        } else if (relation instanceof OneToOneMapping one) {
            List<DatabaseField> columns = List.copyOf(one.getForeignKeyFields());
            List<DatabaseField> key = columns.stream()
                    .map(column -> Objects.requireNonNull(
                            one.getSourceToTargetKeyFields().get(column)))
                    .toList();
            ClassDescriptor owner = owner(entity, one.getDescriptor(), session);
            all.add(ofForeignKey(name, entity, owner, columns, target, key));
        }
    }

    private static RowPointer ofJoin(
            String name, ShardedEntity owner, RelationTableMechanism join, ShardedEntity target) {
        return new RowPointer(
                name,
                join.getRelationTable(),
                owner,
                List.copyOf(join.getSourceRelationKeyFields()),
                List.copyOf(join.getSourceKeyFields()),
                List.copyOf(join.getTargetRelationKeyFields()),
                target,
                List.copyOf(join.getTargetKeyFields()));
    }

    /** Whose main table has one row for each object of a class: the topmost of its hierarchy, or the class itself. */
    private static ClassDescriptor owner(ShardedEntity entity, ClassDescriptor type, AbstractSession session) {
        return type.hasTablePerClassPolicy() ? type : session.getDescriptor(entity.type());
    }

    private static RowPointer ofForeignKey(
            String name,
            ShardedEntity holder,
            ClassDescriptor descriptor,
            List<DatabaseField> columns,
            ShardedEntity target,
            List<DatabaseField> targetKey) {
        DatabaseTable table = columns.get(0).getTable();
        return new RowPointer(
                name,
                table,
                holder,
                Objects.requireNonNull(EntityTables.of(descriptor).get(table)),
                descriptor.getPrimaryKeyFields(),
                columns,
                target,
                List.copyOf(targetKey));
    }
}
