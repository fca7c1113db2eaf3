package dev.meridian.sharding.testkit.oracle;

import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A generated statement. Immutable. */
sealed interface Statement permits Select, Bulk {

    /** The statement's text. */
    String jpql();

    /** The values of the parameters that it was generated with; a smaller statement may not use all of them. */
    Map<String, @Nullable Object> parameters();

    /** Statements that are a step smaller; some of them may not be valid. */
    Stream<Statement> smaller();
}
