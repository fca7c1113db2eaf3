package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.ReferenceCheck;
import dev.meridian.sharding.internal.model.ReferenceEntity;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.queries.DeleteAllQuery;

/** Compares the rows of one reference entity in its shards, and makes them alike. For one use. */
final class ReferenceCopies {

    private final EntityManager entityManager;
    private final ReferenceEntity entity;
    private final ReferenceTable table;

    ReferenceCopies(EntityManager entityManager, AbstractSession session, ReferenceEntity entity) {
        this.entityManager = entityManager;
        this.entity = entity;
        this.table = new ReferenceTable(entityManager, session.getDescriptor(entity.type()), session);
    }

    /** Compares with one shard. */
    ReferenceCheck check(String baseline) {
        return eachWith(baseline, difference -> {});
    }

    /** Makes all like one shard; tells what was different. */
    ReferenceCheck repair(String baseline) {
        ReferenceCheck found = eachWith(baseline, this::mend);
        if (!found.isSame()) {
            forgetAtCommit();
        }
        return found;
    }

    private interface Work {
        void on(ReferenceDifference difference);
    }

    private ReferenceCheck eachWith(String baseline, Work work) {
        ReferenceRows right = table.read(baseline);
        List<ReferenceCheck.Copy> copies = new ArrayList<>();
        for (String shard : entity.shards()) {
            ReferenceRows rows = shard.equals(baseline) ? right : table.read(shard);
            ReferenceDifference difference = ReferenceDifference.of(shard, rows, right);
            work.on(difference);
            copies.add(difference.counted());
        }
        return new ReferenceCheck(entity.name(), baseline, copies);
    }

    // What others point to comes first and goes last.
    private void mend(ReferenceDifference difference) {
        table.inOrder(difference.missing()).forEach(row -> table.insert(difference.shard(), row));
        difference.different().forEach(row -> table.update(difference.shard(), row));
        List<List<Object>> extra = new ArrayList<>(table.inOrder(difference.extra()));
        Collections.reverse(extra);
        extra.forEach(row -> table.delete(difference.shard(), row));
    }

    // Until then others may still read what was there before. EclipseLink does the same after a bulk statement.
    private void forgetAtCommit() {
        entityManager.unwrap(UnitOfWorkImpl.class).storeModifyAllQuery(new DeleteAllQuery(entity.type()));
    }
}
