package dev.meridian.sharding.internal.analysis;

import jakarta.persistence.PersistenceException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.eclipse.persistence.exceptions.EclipseLinkException;
import org.eclipse.persistence.internal.expressions.ParameterExpression;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.sessions.AbstractRecord;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.foundation.AbstractColumnMapping;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.jspecify.annotations.Nullable;

/** The parameters of a query, in each way in which it uses them. Not thread-safe; {@link Use} is. */
final class Parameters {

    private final List<Use> uses = new ArrayList<>();
    private final List<Object> objects = new ArrayList<>();

    /**
     * A parameter, and how its value becomes what the database receives.
     *
     * @param name null if it is computed from another parameter
     * @param mapping converts the value, or null if it is bound as it is
     * @param type what the value must be, or null if it can be anything
     * @param property whether a property of the session is the value where the query itself has none
     */
    record Use(
            @Nullable DatabaseField name,
            @Nullable DatabaseMapping mapping,
            @Nullable Class<?> type,
            boolean property) {

        /** The value, a list of values, or {@link Operand#UNDECIDED}; a value in a list can be that too. */
        @Nullable Object read(AbstractRecord arguments, DatabaseQuery query, AbstractSession session) {
            Object value = name == null ? AbstractRecord.noEntry : arguments.getIndicatingNoEntry(name);
            if (property && (value == null || value == AbstractRecord.noEntry)) {
                value = name == null || query.getSession() == null
                        ? null
                        : query.getSession().getProperty(name.getName());
                return value == null ? Operand.UNDECIDED : convertAll(value, mapping, type, session);
            }
            if (value == AbstractRecord.noEntry) {
                return Operand.UNDECIDED;
            }
            return convertAll(value, mapping, type, session);
        }
    }

    /** Notes a parameter, wherever it stands, because its value may be an entity. */
    void add(ParameterExpression parameter) {
        indexOf(parameter, null, null);
    }

    /** Notes a literal, wherever it stands, because it may be an entity. */
    void addLiteral(@Nullable Object value) {
        if (value != null && !value.getClass().getName().startsWith("java.")) {
            objects.add(value);
        }
    }

    /** The literals that may be entities. */
    List<Object> objects() {
        return List.copyOf(objects);
    }

    /** The place of a parameter that is used like this. */
    int indexOf(ParameterExpression parameter, @Nullable DatabaseMapping mapping, @Nullable Class<?> type) {
        Use use = new Use(
                parameter.getBaseExpression() == null ? parameter.getField() : null,
                mapping,
                type,
                parameter.isProperty());
        int index = uses.indexOf(use);
        if (index < 0) {
            uses.add(use);
            index = uses.size() - 1;
        }
        return index;
    }

    List<Use> uses() {
        return List.copyOf(uses);
    }

    /** What the database receives for a value, or for each of a collection. */
    static @Nullable Object convertAll(
            @Nullable Object value,
            @Nullable DatabaseMapping mapping,
            @Nullable Class<?> type,
            AbstractSession session) {
        if (!(value instanceof Collection<?> values)) {
            return convert(value, mapping, type, session);
        }
        List<@Nullable Object> converted = new ArrayList<>();
        values.forEach(each -> converted.add(convert(each, mapping, type, session)));
        return converted;
    }

    private static @Nullable Object convert(
            @Nullable Object value,
            @Nullable DatabaseMapping mapping,
            @Nullable Class<?> type,
            AbstractSession session) {
        Object column = value;
        if (mapping instanceof AbstractColumnMapping convertible) {
            try {
                column = convertible.getFieldValue(value, session);
            } catch (EclipseLinkException | PersistenceException | ClassCastException e) {
                // The statement will fail with it, wherever it runs.
                return Operand.UNDECIDED;
            }
        }
        return column == null || type == null ? column : Numbers.exactly(column, type);
    }
}
