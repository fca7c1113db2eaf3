package dev.meridian.sharding.internal.model;

import dev.meridian.sharding.internal.message.Message;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.annotations.ReplicationPartitioning;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.sessions.server.ServerSession;

/** Reads the reference entities and their shards. */
final class ReferenceReader {

    private final ServerSession session;
    private final PolicyReader policies;
    private final Declarations declarations;
    private final Problems problems;

    ReferenceReader(ServerSession session, PolicyReader policies, Declarations declarations, Problems problems) {
        this.session = session;
        this.policies = policies;
        this.declarations = declarations;
        this.problems = problems;
    }

    Map<Class<?>, ReferenceEntity> read() {
        Map<String, List<String>> annotated = annotatedPools();
        Map<Class<?>, ReferenceEntity> references = new LinkedHashMap<>();
        for (ClassDescriptor entity : declarations.references()) {
            List<String> shards = policies.shardsOf(entity, declarations.referencePolicy(entity), annotated);
            if (!shards.isEmpty()) {
                ReferenceEntity reference =
                        new ReferenceEntity(entity.getJavaClass(), Declarations.nameOf(entity), shards);
                declarations.familyOf(entity).forEach(each -> references.put(each.getJavaClass(), reference));
                checkIds(entity, reference);
            }
        }
        return references;
    }

    private Map<String, List<String>> annotatedPools() {
        Map<String, List<String>> pools = new HashMap<>();
        for (ClassDescriptor entity : declarations.entities()) {
            for (Class<?> type = entity.getJavaClass(); type != null; type = type.getSuperclass()) {
                ReplicationPartitioning policy = type.getDeclaredAnnotation(ReplicationPartitioning.class);
                if (policy != null) {
                    pools.put(policy.name(), List.of(policy.connectionPools()));
                }
            }
        }
        return pools;
    }

    private void checkIds(ClassDescriptor entity, ReferenceEntity reference) {
        if (reference.isReplicated() && IdScopes.isIdentity(session, entity)) {
            problems.add(Message.REFERENCE_IDENTITY, reference.name());
        }
    }
}
