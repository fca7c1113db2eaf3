package dev.meridian.sharding.internal.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.persistence.descriptors.ClassDescriptor;

/**
 * What is to be known of inheritance in which each class has a table of its own, with all columns. EclipseLink reads such
 * classes one by one.
 */
public final class TablePerClass {

    private TablePerClass() {}

    /** The entity that such an entity inherits from. */
    public static Optional<ClassDescriptor> parentOf(ClassDescriptor entity) {
        return entity.hasTablePerClassPolicy()
                ? entity.getTablePerClassPolicy().getParentDescriptors().stream()
                        .findFirst()
                : Optional.empty();
    }

    /** Whether there are entities that inherit from it so, whose rows are in tables of their own. */
    public static boolean hasHeirs(ClassDescriptor entity) {
        return entity.hasTablePerClassPolicy()
                && entity.getTablePerClassPolicy().hasChild();
    }

    /** All entities that inherit from it so, each before its own heirs. */
    public static List<ClassDescriptor> heirsOf(ClassDescriptor entity) {
        return hasHeirs(entity)
                ? entity.getTablePerClassPolicy().getChildDescriptors().stream()
                        .flatMap(child -> Stream.concat(Stream.of(child), heirsOf(child).stream()))
                        .toList()
                : List.of();
    }
}
