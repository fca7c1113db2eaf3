package dev.meridian.sharding.internal.model;

import dev.meridian.sharding.internal.message.Message;
import java.util.Optional;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.databaseaccess.DatasourcePlatform;
import org.eclipse.persistence.sequencing.DefaultSequence;
import org.eclipse.persistence.sequencing.NativeSequence;
import org.eclipse.persistence.sequencing.Sequence;
import org.eclipse.persistence.sequencing.TableSequence;
import org.eclipse.persistence.sequencing.UUIDSequence;
import org.eclipse.persistence.sequencing.UnaryTableSequence;
import org.eclipse.persistence.sessions.Login;
import org.eclipse.persistence.sessions.server.ServerSession;

/**
 * Tells from an entity's sequence over what its ids are unique. In doubt they are shard-local, which only costs
 * statements.
 */
final class IdScopes {

    private IdScopes() {}

    /** The scope as far as the mapping says; {@link #checkConnected} says whether the database agrees. */
    static IdScope of(ServerSession session, ClassDescriptor entity) {
        if (!entity.usesSequenceNumbers()) {
            return IdScope.SHARD_LOCAL;
        }
        boolean unique = sequence(session, entity).map(IdScopes::isUnitUnique).orElse(true);
        return unique ? IdScope.UNIT_UNIQUE : IdScope.SHARD_LOCAL;
    }

    /** Whether the mapping asks for an IDENTITY column. */
    static boolean isIdentity(ServerSession session, ClassDescriptor entity) {
        return entity.usesSequenceNumbers()
                && sequence(session, entity)
                        .filter(sequence -> sequence instanceof NativeSequence wanted
                                && wanted.shouldUseIdentityIfPlatformSupports())
                        .isPresent();
    }

    static void checkConnected(ServerSession session, ShardingModel model, Problems problems) {
        for (ShardedEntity entity : model.entities().values()) {
            ClassDescriptor descriptor = session.getClassDescriptor(entity.type());
            if (entity.ids() == IdScope.UNIT_UNIQUE
                    && descriptor.getSequence() != null
                    && descriptor.getSequence().shouldAcquireValueAfterInsert()) {
                problems.add(Message.SEQUENCE_IS_IDENTITY, entity.name());
            }
        }
        for (ReferenceEntity entity : model.references().values()) {
            Sequence sequence = session.getClassDescriptor(entity.type()).getSequence();
            if (entity.isReplicated() && sequence != null && sequence.shouldAcquireValueAfterInsert()) {
                problems.add(Message.REFERENCE_IDENTITY, entity.name());
            }
        }
    }

    private static boolean isUnitUnique(Sequence sequence) {
        if (sequence instanceof NativeSequence wanted) {
            return !wanted.shouldUseIdentityIfPlatformSupports();
        }
        return sequence.getClass() == TableSequence.class
                || sequence.getClass() == UnaryTableSequence.class
                || sequence.getClass() == UUIDSequence.class;
    }

    /** Empty if it is the platform's own default, which is a table on every database. */
    private static Optional<Sequence> sequence(ServerSession session, ClassDescriptor entity) {
        Login login = session.getDatasourceLogin();
        DatasourcePlatform platform = (DatasourcePlatform) login.getDatasourcePlatform();
        Sequence sequence = platform.getSequence(entity.getSequenceNumberName());
        if (sequence == null || sequence instanceof DefaultSequence) {
            return platform.hasDefaultSequence() ? Optional.of(platform.getDefaultSequence()) : Optional.empty();
        }
        return Optional.of(sequence);
    }
}
