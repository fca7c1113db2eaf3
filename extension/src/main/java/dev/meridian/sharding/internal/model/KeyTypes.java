package dev.meridian.sharding.internal.model;

import java.lang.invoke.MethodType;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.persistence.mappings.AttributeAccessor;
import org.eclipse.persistence.mappings.DirectToFieldMapping;
import org.eclipse.persistence.mappings.converters.Converter;
import org.eclipse.persistence.mappings.converters.ConverterClass;
import org.eclipse.persistence.mappings.converters.EnumTypeConverter;
import org.eclipse.persistence.mappings.converters.TypeConversionConverter;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/**
 * The Java type of the values that EclipseLink writes to a shard key's column: a policy sees these, not those of the
 * attribute.
 */
final class KeyTypes {

    /**
     * The types of which the database knows each value by exactly one Java object, texts aside. It may round a decimal,
     * a floating-point number or a time: the row would have another key than the one it was placed by.
     */
    private static final List<Class<?>> SUPPORTED = List.of(
            String.class,
            Integer.class,
            Long.class,
            Short.class,
            Byte.class,
            BigInteger.class,
            Character.class,
            Boolean.class,
            UUID.class,
            LocalDate.class);

    private final ServerSession session;

    KeyTypes(ServerSession session) {
        this.session = session;
    }

    static boolean isSupported(Class<?> type) {
        return SUPPORTED.contains(type);
    }

    /** The names of the supported types. */
    static String supported() {
        return SUPPORTED.stream().map(Class::getSimpleName).collect(Collectors.joining(", "));
    }

    /** The type of the column's values, not primitive; empty if a converter makes them of which that is not known. */
    Optional<Class<?>> columnType(Class<?> owner, AbstractDirectMapping key) {
        Class<?> attribute = attributeType(owner, key);
        Class<?> declared = key.getField().getType();
        Converter converter = key.getConverter();
        if (converter == null) {
            return Optional.of(declared == null ? attribute : wrapped(declared));
        }
        if (converter.getClass() == ConverterClass.class) {
            return Optional.ofNullable(typeBehind((ConverterClass<?, ?, ?>) converter, attribute));
        }
        if (converter.getClass() == EnumTypeConverter.class) {
            return declared == null ? typeOfConstants((EnumTypeConverter) converter) : Optional.of(wrapped(declared));
        }
        // EclipseLink converts a UUID to bytes and back again, before it binds it.
        boolean isUuid = converter.getClass() == TypeConversionConverter.class && declared == UUID.class;
        return isUuid && attribute == UUID.class ? Optional.of(attribute) : Optional.empty();
    }

    // The mapping itself knows its attribute's type only after its initialisation, which is not ours to begin.
    Class<?> attributeType(Class<?> owner, AbstractDirectMapping mapping) {
        AttributeAccessor accessor =
                (AttributeAccessor) mapping.getAttributeAccessor().clone();
        accessor.initializeAttributes(owner);
        Class<?> type = accessor.getAttributeClass();
        return type == null ? Object.class : wrapped(type);
    }

    // The converter tells its column's type only to the mapping that it is initialised for: here to one of our own.
    private @Nullable Class<?> typeBehind(ConverterClass<?, ?, ?> converter, Class<?> attribute) {
        DirectToFieldMapping told = new DirectToFieldMapping();
        told.setFieldName("KEY");
        told.setAttributeClassification(attribute);
        converter.initialize(told, session);
        Class<?> type = told.getFieldClassification();
        return type == null ? null : wrapped(type);
    }

    private static Optional<Class<?>> typeOfConstants(EnumTypeConverter converter) {
        List<Class<?>> types = ((Map<?, ?>) converter.getFieldToAttributeValues())
                .keySet().stream().<Class<?>>map(Object::getClass).distinct().toList();
        return types.size() == 1 ? Optional.of(types.get(0)) : Optional.empty();
    }

    private static Class<?> wrapped(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }
}
