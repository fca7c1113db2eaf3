package dev.meridian.sharding.internal.eclipselink;

import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.internal.analysis.QueryAnalyzer;
import dev.meridian.sharding.internal.execution.ShardFanOut;
import dev.meridian.sharding.internal.execution.ShardPools;
import dev.meridian.sharding.internal.execution.Time;
import dev.meridian.sharding.internal.execution.Workers;
import dev.meridian.sharding.internal.gather.DatabaseValues;
import dev.meridian.sharding.internal.gather.Gatherer;
import dev.meridian.sharding.internal.gather.ShardGatherer;
import dev.meridian.sharding.internal.identity.Origins;
import dev.meridian.sharding.internal.identity.ShardedIdentityMapAccessor;
import dev.meridian.sharding.internal.identity.ShardedIdentityMapManager;
import dev.meridian.sharding.internal.identity.ShardedObjectBuilder;
import dev.meridian.sharding.internal.model.ModelReader;
import dev.meridian.sharding.internal.model.ModelReading;
import dev.meridian.sharding.internal.model.Settings;
import dev.meridian.sharding.internal.model.ShardedEntity;
import dev.meridian.sharding.internal.model.ShardingModel;
import dev.meridian.sharding.internal.model.Shards;
import dev.meridian.sharding.internal.plan.ScatterPlanner;
import dev.meridian.sharding.internal.schema.SchemaSetup;
import dev.meridian.sharding.internal.schema.SchemaStatements;
import dev.meridian.sharding.internal.write.FlushCheck;
import dev.meridian.sharding.internal.write.FlushOwners;
import dev.meridian.sharding.internal.write.RowCheck;
import dev.meridian.sharding.internal.write.ShardPlacer;
import dev.meridian.sharding.internal.write.WriteListener;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.persistence.config.PersistenceUnitProperties;
import org.eclipse.persistence.descriptors.partitioning.PartitioningPolicy;
import org.eclipse.persistence.descriptors.partitioning.PinnedPartitioningPolicy;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;

/** Wires the rooms into one session, before its login. The only place that knows them all. */
public final class ShardingInstaller {

    private static final System.Logger LOG = System.getLogger("dev.meridian.sharding");

    /** Of a session's own threads, where neither the container nor Java has better ones. */
    private static final int THREADS_PER_SHARD = 4;

    private final ServerSession session;
    private final Settings settings;
    private final ShardingModel model;
    private final FlushOwners flushOwners = new FlushOwners();
    private final Function<DatabaseValues, Gatherer> gathererMaker;
    private final Time time;

    private ShardingInstaller(
            ServerSession session,
            Settings settings,
            ShardingModel model,
            Function<DatabaseValues, Gatherer> gathererMaker,
            Time time) {
        this.session = session;
        this.gathererMaker = gathererMaker;
        this.time = time;
        this.settings = settings;
        this.model = model;
    }

    /**
     * Switches sharding on in a session. Nothing happens to a session without a sharded entity.
     *
     * @throws dev.meridian.sharding.ShardingException MERIDIAN-001 with all problems of the configuration
     */
    public static void install(ServerSession session) {
        install(session, ShardGatherer::new, Time.SYSTEM);
    }

    /**
     * The same with another gatherer and another time: so tests plant faults, and let deadlines pass.
     *
     * @param gathererMaker makes a gatherer for databases that compare and calculate like this
     */
    public static void install(ServerSession session, Function<DatabaseValues, Gatherer> gathererMaker, Time time) {
        ModelReading reading = ModelReader.read(session);
        if (reading.isSharded()) {
            reading.warnings().forEach(warning -> LOG.log(System.Logger.Level.WARNING, warning));
            new ShardingInstaller(session, reading.settings(), reading.model(), gathererMaker, time).install();
        }
    }

    private void install() {
        SchemaSetup.checkScripts(session, settings.scriptShard());
        ShardPools pools = new PoolSetup(session, model.shards(), settings.nativeQueries()).install();
        ShardPlacer placer = new ShardPlacer(model, session);
        QueryAnalyzer analyzer = new QueryAnalyzer(model, this::shardOf);
        StatementRouter router = new StatementRouter(model, analyzer, settings.nativeQueries());
        Workers workers = new Workers(
                settings.scatter().executor(),
                THREADS_PER_SHARD * model.shards().names().size());
        ShardFanOut fanOut = new ShardFanOut(pools, settings.scatter(), workers, time);
        Databases databases = new Databases();
        Dispatcher dispatcher = dispatcher(pools, fanOut, analyzer, databases);
        installStatements(pools, placer, router, dispatcher);
        installTransactions(pools, placer);
        session.getEventManager()
                .addListener(new SessionLifecycle(session, model, analyzer, pools, workers, fanOut, databases));
        Internals.set(
                AbstractSession.class,
                "identityMapAccessor",
                session,
                new ShardedIdentityMapAccessor(
                        session, new ShardedIdentityMapManager(session, model, this::shardOf), model));
        Explainer explainer = new Explainer(
                router,
                new StatementRouter(model, analyzer.tellingValues(), settings.nativeQueries()),
                dispatcher,
                session);
        session.setProperty(Sharding.SESSION_PROPERTY, new ShardingFacade(model, session, placer, explainer));
        LOG.log(System.Logger.Level.INFO, this::topology);
    }

    private Dispatcher dispatcher(ShardPools pools, ShardFanOut fanOut, QueryAnalyzer analyzer, Databases databases) {
        Gatherers gatherers = new Gatherers(databases::valuesOf, gathererMaker);
        ScatterPlanner planner = new ScatterPlanner(
                model, root -> analyzer.equalKeysAreSame(root, session), databases::valuesOf, new PostgresCollations());
        PerClassQueries perClass = new PerClassQueries(model);
        ScatterMethod methods = new ScatterMethod(planner, gatherers, analyzer::localShardOf, perClass);
        return new Dispatcher(model, pools, fanOut, methods, gatherers, perClass);
    }

    private void installStatements(
            ShardPools pools, ShardPlacer placer, StatementRouter router, Dispatcher dispatcher) {
        ShardedEntityPolicy policy = new ShardedEntityPolicy(router, dispatcher, new RowCheck(model, placer));
        EntitySetup entities = new EntitySetup(model, new Origins(), placer, policy);
        model.entities().forEach((type, entity) -> entities.install(session.getDescriptor(type), entity));
        EntitySetup.deleteHeirsOneByOne(session, model.entities().keySet());
        ReferencePolicy referencePolicy = new ReferencePolicy(router, dispatcher);
        model.references().keySet().forEach(type -> EntitySetup.install(session.getDescriptor(type), referencePolicy));
        SchemaStatements schema = new SchemaStatements(model, pools, settings.scriptShard());
        SchemaSetup.configureSequencing(session);
        SchemaSetup.lookUpColumns(session, schema);
        session.setPartitioningPolicy(new UnshardedPolicy(
                model.shards(), pools, router, dispatcher, schema, new OwnedRows(model, flushOwners, this::shardOf)));
        installPolicies(policy, dispatcher);
        // Rows read straight from the result set would lose their shard.
        session.setShouldOptimizeResultSetAccess(false);
    }

    private void installTransactions(ShardPools pools, ShardPlacer placer) {
        if (session.getDatasourceLogin().shouldUseExternalTransactionController()) {
            // Reads of a JTA transaction run on its connections from the first one on, and what they see stays out of
            // the shared cache until it is committed.
            session.getProperties().put(PersistenceUnitProperties.JOIN_EXISTING_TRANSACTION, "true");
        }
        boolean bestEffort = settings.crossShardWrites() == Settings.CrossShardWrites.BEST_EFFORT;
        session.getEventManager().addListener(new ContextListener(model, placer));
        FlushCheck check = new FlushCheck(model, placer, pools);
        session.getEventManager().addListener(new WriteListener(check, flushOwners, pools, bestEffort));
    }

    private @Nullable String shardOf(Object entity) {
        return session.getDescriptor(entity).getObjectBuilder() instanceof ShardedObjectBuilder builder
                ? builder.shardOf(entity)
                : null;
    }

    // A hint names a shard, or one of the unit's own policies, which means what the mapping means by it.
    private void installPolicies(ShardedEntityPolicy policy, Dispatcher dispatcher) {
        Map<String, PartitioningPolicy> policies = new NamedPolicies(model.shards());
        session.getProject().getPartitioningPolicies().forEach((name, own) -> {
            if (!(own instanceof PinnedPartitioningPolicy pinned)) {
                policies.put(name, policy);
            } else if (pinned.getConnectionPool() != null && model.shards().isKnown(pinned.getConnectionPool())) {
                String shard = model.shards().canonical(pinned.getConnectionPool());
                policies.put(name, new PinnedShardPolicy(name, shard, dispatcher));
            }
        });
        List<String> names = new ArrayList<>(model.shards().names());
        names.add(Shards.DEFAULT_POOL);
        names.forEach(name ->
                policies.put(name, new PinnedShardPolicy(name, model.shards().canonical(name), dispatcher)));
        session.getProject().setPartitioningPolicies(policies);
    }

    private String inOrder(Collection<String> some) {
        return String.join(
                ", ", model.shards().names().stream().filter(some::contains).toList());
    }

    private String topology() {
        List<String> entities = new ArrayList<>(model.entities().values().stream()
                .distinct()
                .map(entity -> entity instanceof ShardedEntity.Root root
                        ? root.name() + " by " + root.keyAttribute() + " on "
                                + inOrder(root.map().shards())
                        : entity.name() + " with its " + ((ShardedEntity.Colocated) entity).parentAttribute())
                .toList());
        model.references().values().stream()
                .distinct()
                .forEach(entity -> entities.add((entity.isReplicated() ? "the same " : "") + entity.name() + " on "
                        + String.join(", ", entity.shards())));
        return "Shards " + String.join(", ", model.shards().names()) + " (primary "
                + model.shards().primary() + "); " + String.join("; ", entities);
    }
}
