package dev.meridian.sharding.answers;

import dev.meridian.sharding.testkit.ShardedUnit;

/** The same rows over four databases and in one. */
final class Units implements AutoCloseable {

    private static final Class<?>[] ENTITIES = {Place.class, Visit.class, Remark.class};

    final ShardedUnit sharded = ShardedUnit.with(ENTITIES).createTables().open();
    final ShardedUnit single = ShardedUnit.with(ENTITIES)
            .shards("one")
            .withoutMeridian()
            .customizer(session -> session.getProject()
                    .getOrderedDescriptors()
                    .forEach(descriptor -> descriptor.setPartitioningPolicyName(null)))
            .createTables()
            .open();

    Units() {
        Rows.store(sharded.emf());
        Rows.store(single.emf());
    }

    @Override
    public void close() {
        sharded.close();
        single.close();
    }
}
