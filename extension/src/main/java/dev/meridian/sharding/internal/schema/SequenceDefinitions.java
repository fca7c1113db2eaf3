package dev.meridian.sharding.internal.schema;

import java.util.Set;
import org.eclipse.persistence.tools.schemaframework.SchemaManager;
import org.eclipse.persistence.tools.schemaframework.SequenceDefinition;

/** Lets EclipseLink tell which sequences it makes. */
final class SequenceDefinitions extends SchemaManager {

    SequenceDefinitions(StatementRecorder recorder) {
        super(recorder);
    }

    Set<SequenceDefinition> all() {
        return buildSequenceDefinitions();
    }
}
