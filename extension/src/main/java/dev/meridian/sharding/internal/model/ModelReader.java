package dev.meridian.sharding.internal.model;

import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.internal.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.mappings.OneToOneMapping;
import org.eclipse.persistence.sessions.server.ServerSession;

/** Reads from a session, before its login, what is sharded and how; whatever is not known to be right is an error. */
public final class ModelReader {

    private final ServerSession session;
    private final Problems problems = new Problems();
    private final Settings settings;
    private final Declarations declarations;
    private final Mappings mappings;
    private final RelationRules relationRules;

    private ModelReader(ServerSession session, Properties system) {
        this.session = session;
        this.settings = new SettingsReader(session.getProperties(), system, problems).read();
        this.declarations = Declarations.of(session, problems);
        this.mappings = new Mappings(session);
        this.relationRules = new RelationRules(mappings, declarations, problems);
    }

    /**
     * Reads a session as a session customizer sees it: with pools and descriptors, which are not initialised, and
     * without a connection. Nothing of it is changed.
     *
     * @return a model without entities if nothing is sharded
     * @throws ShardingException MERIDIAN-001 that names every problem found, each on a line with its own code
     */
    public static ModelReading read(ServerSession session) {
        Properties system = System.getProperties();
        ModelReader reader = new ModelReader(session, system);
        ShardingModel model = reader.isAnythingSharded() ? reader.sharded(system) : reader.unsharded();
        reader.problems.throwIfAny();
        return new ModelReading(reader.settings, model, reader.problems.warnings());
    }

    /**
     * Checks what only a connected session knows: that ids which are to come from a sequence do so on this database, and
     * that shard keys in embeddables are mapped as they were read, that relations have their tables to themselves, and that
     * {@code @AdditionalCriteria} can be judged in each shard.
     *
     * @param hasLocalCriteria whether the criteria of an entity read nothing that may be in another shard
     * @throws ShardingException MERIDIAN-001 if they do not
     */
    public static void checkConnected(
            ServerSession session, ShardingModel model, Predicate<ClassDescriptor> hasLocalCriteria) {
        Problems problems = new Problems();
        Stream.concat(model.entities().keySet().stream(), model.references().keySet().stream())
                .map(session::getDescriptor)
                .filter(entity -> entity.getQueryManager().hasAdditionalCriteria() && !hasLocalCriteria.test(entity))
                .map(Declarations::nameOf)
                .sorted()
                .forEach(name -> problems.add(Message.CRITERIA_LEAD_ELSEWHERE, name));
        IdScopes.checkConnected(session, model, problems);
        RootReader.checkConnected(session, model, problems);
        TableRules.check(session, model, problems);
        problems.throwIfAny();
    }

    private boolean isAnythingSharded() {
        return session.getPartitioningPolicy() != null
                || !declarations.sharded().isEmpty()
                || !declarations.references().isEmpty()
                || declarations.entities().stream().anyMatch(relationRules::hasPolicy);
    }

    private ShardingModel unsharded() {
        List<String> pools = new ArrayList<>(session.getConnectionPools().keySet());
        pools.remove(Shards.DEFAULT_POOL);
        pools.remove(settings.primaryShard());
        return new ShardingModel(new Shards(settings.primaryShard(), pools), Map.of());
    }

    private ShardingModel sharded(Properties system) {
        ShardsReader shardsReader = new ShardsReader(session, system, problems);
        Shards shards = shardsReader.read(settings);
        shardsReader.checkPlaces(shards);
        PolicyReader policies = new PolicyReader(session, shards, problems);
        policies.checkNames();
        new UnitRules(session, problems).check();

        Map<Class<?>, ShardedEntity.Root> roots = new RootReader(session, policies, declarations, problems).read();
        Map<Class<?>, ShardedEntity.Colocated> colocated = new ColocationReader(session, declarations, problems).read();
        Map<Class<?>, ReferenceEntity> references =
                new ReferenceReader(session, policies, declarations, problems).read();
        ShardingModel model = new ShardingModel(shards, inOrder(roots, colocated), references);
        checkEntities();
        new ReferenceRules(mappings, declarations, model, problems).check();
        warnOfUniqueConstraints(roots);
        policies.named().ifPresent(named -> shardsReader.checkAllMapped(shards, named));
        return model;
    }

    private void checkEntities() {
        EntityRules entityRules = new EntityRules(problems);
        TablePerClassRules perClassRules = new TablePerClassRules(session, declarations, problems);
        MappingRules mappingRules = new MappingRules(mappings, relationRules, perClassRules, problems);
        declarations.sharded().forEach(entity -> {
            entityRules.check(entity);
            perClassRules.check(entity);
            mappingRules.check(entity);
        });
        declarations.references().forEach(entity -> {
            entityRules.checkReference(entity);
            mappingRules.checkKinds(entity);
        });
        declarations.unsharded().forEach(relationRules::checkUnsharded);
        declarations.entities().forEach(relationRules::checkPolicies);
    }

    private void warnOfUniqueConstraints(Map<Class<?>, ShardedEntity.Root> roots) {
        UniqueConstraints unique = new UniqueConstraints(mappings, problems);
        for (ClassDescriptor entity : declarations.sharded()) {
            ShardedEntity.Root root = roots.get(declarations.topOf(entity).getJavaClass());
            if (root != null) {
                unique.warn(entity, Set.of(root.keyColumn()));
            } else {
                declarations.toParent(entity).ifPresent(toParent -> unique.warn(entity, columnsOf(toParent)));
            }
        }
    }

    private static Set<String> columnsOf(OneToOneMapping toParent) {
        return toParent.getSourceToTargetKeyFields().keySet().stream()
                .map(DatabaseField::getName)
                .collect(Collectors.toSet());
    }

    private Map<Class<?>, ShardedEntity> inOrder(
            Map<Class<?>, ShardedEntity.Root> roots, Map<Class<?>, ShardedEntity.Colocated> colocated) {
        Map<Class<?>, ShardedEntity> all = new LinkedHashMap<>();
        declarations.sharded().forEach(entity -> {
            Class<?> top = declarations.topOf(entity).getJavaClass();
            ShardedEntity found = roots.containsKey(top) ? roots.get(top) : colocated.get(top);
            if (found != null) {
                all.put(entity.getJavaClass(), found);
            }
        });
        return all;
    }
}
