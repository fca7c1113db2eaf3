package dev.meridian.sharding.testkit;

import dev.meridian.sharding.testkit.jta.JtaPlatform;
import dev.meridian.sharding.testkit.jta.Names;
import dev.meridian.sharding.testkit.jta.TwoPhaseFailures;
import dev.meridian.sharding.testkit.jta.UrlDataSource;
import dev.meridian.sharding.testkit.jta.XaDataSource;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.PersistenceUnitTransactionType;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionCustomizer;

/**
 * A persistence unit over several databases, one for each shard, whose statements are recorded: Derby in memory, or
 * another {@link DatabaseKind}. It is RESOURCE_LOCAL unless the builder says {@link Builder#jta}. Made by {@link #with}; nothing outlives {@link #close}.
 *
 * <p>The first shard is the primary: it is the unit's own data source. With the weaving agent only those entities are
 * woven that {@code META-INF/persistence.xml} of the tests lists.
 */
public final class ShardedUnit implements AutoCloseable {

    /** The shards of a unit that says nothing else; the first is the primary. */
    public static final List<String> SHARDS = List.of("north_america", "asia", "europe", "south_america");

    private static final String CUSTOMIZER = "dev.meridian.sharding.ShardingCustomizer";

    private final StatementLog log = new StatementLog();
    private final TwoPhaseFailures failures = new TwoPhaseFailures();
    private final Map<String, XaDataSource> xa = new LinkedHashMap<>();
    private final Builder recipe;
    private final Map<String, String> urls = new LinkedHashMap<>();
    private boolean closed;
    private EntityManagerFactory emf;

    private ShardedUnit(Builder recipe) {
        this.recipe = recipe;
        try {
            recipe.shards.forEach(shard -> urls.put(shard, recipe.kind.acquire()));
            if (recipe.jta) {
                bindDataSources();
            }
            this.emf = deploy();
        } catch (RuntimeException e) {
            release();
            throw e;
        }
    }

    /** A unit of these entities (and embeddables, converters), with {@link #SHARDS}, switched on, without tables. */
    public static Builder with(Class<?>... managed) {
        return new Builder(List.of(managed));
    }

    /** The unit's factory; deployed already, so that its errors came out of {@link Builder#open}. */
    public EntityManagerFactory emf() {
        return emf;
    }

    /** What reached the shards, those of the deployment included. */
    public StatementLog log() {
        return log;
    }

    /** Failures of the unit's JTA transactions, to be planted. */
    public TwoPhaseFailures failures() {
        return failures;
    }

    /** What the databases are. */
    public DatabaseKind kind() {
        return recipe.kind;
    }

    /** A connection of one's own to a shard's database, which is not recorded. The caller closes it. */
    public Connection jdbc(String shard) throws SQLException {
        return DriverManager.getConnection(urls.get(shard));
    }

    /** Runs statements on a shard's database without recording them. */
    public void execute(String shard, String... statements) throws SQLException {
        try (var connection = jdbc(shard);
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** How many rows a table has in a shard; asked without being recorded. */
    public int rows(String shard, String table) {
        try (var connection = jdbc(shard);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Works with an entity manager of its own. A transaction that is left open does not leave locks to the next test. */
    public void with(Consumer<EntityManager> work) {
        ask(em -> {
            work.accept(em);
            return true;
        });
    }

    /** Works in a transaction of its own, and commits it. */
    public void inTransaction(Consumer<EntityManager> work) {
        with(em -> {
            em.getTransaction().begin();
            work.accept(em);
            em.getTransaction().commit();
        });
    }

    /** As {@link #with}, for an answer. */
    public <T> T ask(Function<EntityManager, T> question) {
        try (EntityManager em = emf.createEntityManager()) {
            try {
                return question.apply(em);
            } finally {
                if (!recipe.jta && em.getTransaction().isActive()) {
                    em.getTransaction().rollback();
                }
            }
        }
    }

    /** Empties the shared cache and the log. */
    public void forget() {
        emf.getCache().evictAll();
        log.clear();
    }

    /** Closes the factory and makes a new one over the same databases and the same log, as a restart does. */
    public void restart() {
        emf.close();
        emf = deploy();
    }

    /** Restarts with one property set, or set otherwise; it stays so. */
    public void restart(String property, Object value) {
        recipe.property(property, value);
        restart();
    }

    /** Closes the factory and empties the databases; a second call does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (emf.isOpen()) {
            emf.close();
        }
        release();
    }

    private EntityManagerFactory deploy() {
        EntityManagerFactory factory = new PersistenceProvider().createEntityManagerFactory(configuration());
        try {
            factory.unwrap(Session.class);
            return factory;
        } catch (RuntimeException e) {
            factory.close();
            throw e;
        }
    }

    private PersistenceConfiguration configuration() {
        // The provider remembers a configuration by its name, also that of a closed unit.
        PersistenceConfiguration configuration = new PersistenceConfiguration("unit-" + UUID.randomUUID())
                .provider(PersistenceProvider.class.getName())
                .transactionType(
                        recipe.jta
                                ? PersistenceUnitTransactionType.JTA
                                : PersistenceUnitTransactionType.RESOURCE_LOCAL);
        recipe.managed.forEach(configuration::managedClass);
        recipe.mappingFiles.forEach(configuration::mappingFile);
        configuration.property("eclipselink.logging.level", "SEVERE");
        recipe.kind.properties().forEach(configuration::property);
        String primary = recipe.shards.get(0);
        if (recipe.jta) {
            connectByDataSources(configuration, primary);
        } else {
            connectByUrls(configuration, primary);
        }
        if (recipe.switchedOn) {
            configuration.property("eclipselink.session.customizer", CUSTOMIZER);
            configuration.property("meridian.primary-shard", primary);
        }
        recipe.properties.forEach(configuration::property);
        return configuration;
    }

    private void connectByUrls(PersistenceConfiguration configuration, String primary) {
        configuration
                .property("jakarta.persistence.jdbc.driver", RecordingDriver.class.getName())
                .property("jakarta.persistence.jdbc.url", url(primary));
        for (String shard : recipe.shards.subList(1, recipe.shards.size())) {
            configuration.property("eclipselink.connection-pool." + shard + ".url", url(shard));
        }
    }

    private void connectByDataSources(PersistenceConfiguration configuration, String primary) {
        configuration
                .property("eclipselink.target-server", JtaPlatform.class.getName())
                .property("jakarta.persistence.jtaDataSource", jtaName(primary))
                .property("jakarta.persistence.nonJtaDataSource", nonJtaName(primary));
        for (String shard : recipe.shards.subList(1, recipe.shards.size())) {
            String pool = "eclipselink.connection-pool." + shard;
            configuration
                    .property(pool + ".jtaDataSource", jtaName(shard))
                    .property(pool + ".nonJtaDataSource", nonJtaName(shard));
        }
    }

    private void bindDataSources() {
        urls.forEach((shard, url) -> {
            try {
                XaDataSource source = new XaDataSource(shard, url, failures);
                xa.put(shard, source);
                Names.bind(jtaName(shard), new RecordingDataSource(source, shard, log));
                Names.bind(nonJtaName(shard), new RecordingDataSource(new UrlDataSource(url), shard, log));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private String jtaName(String shard) {
        return "jdbc/" + log.id() + "/" + shard;
    }

    private String nonJtaName(String shard) {
        return jtaName(shard) + "-nonjta";
    }

    private void releaseDataSources() {
        xa.forEach((shard, source) -> {
            Names.unbind(jtaName(shard));
            Names.unbind(nonJtaName(shard));
            try {
                source.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private String url(String shard) {
        return RecordingDriver.url(log, shard, urls.get(shard));
    }

    private void release() {
        RecordingDriver.forget(log);
        releaseDataSources();
        urls.values().forEach(recipe.kind::release);
    }

    /** What a unit is to be like. */
    public static final class Builder {

        private final List<Class<?>> managed;
        private final Map<String, Object> properties = new LinkedHashMap<>();
        private List<String> mappingFiles = List.of();
        private List<String> shards = SHARDS;
        private DatabaseKind kind = DatabaseKind.DERBY;
        private boolean switchedOn = true;
        private boolean jta;

        private Builder(List<Class<?>> managed) {
            this.managed = managed;
        }

        /** A property of the unit; one that is set twice, or by this builder, has the later value. */
        public Builder property(String name, Object value) {
            properties.put(name, value);
            return this;
        }

        /** Mapping files on the class path, for example {@code META-INF/my-orm.xml}. */
        public Builder mappingFiles(String... resources) {
            mappingFiles = List.of(resources);
            return this;
        }

        /** Other shards than {@link #SHARDS}; the first is the primary. */
        public Builder shards(String... names) {
            shards = List.of(names);
            return this;
        }

        /** Other databases than Derby's. */
        public Builder on(DatabaseKind databases) {
            kind = databases;
            return this;
        }

        /**
         * One database for all rows, named {@code one}, without Meridian and without EclipseLink's partitioning: what the
         * answers of a sharded unit are compared with.
         */
        public Builder unsharded() {
            return shards("one")
                    .withoutMeridian()
                    .customizer(session -> session.getProject()
                            .getOrderedDescriptors()
                            .forEach(descriptor -> descriptor.setPartitioningPolicyName(null)));
        }

        /** Another customizer than Meridian's. */
        public Builder customizer(SessionCustomizer customizer) {
            return property("eclipselink.session.customizer", customizer);
        }

        /** Without Meridian: neither its customizer nor any of its properties. */
        public Builder withoutMeridian() {
            switchedOn = false;
            return this;
        }

        /** Transactions are those of {@link dev.meridian.sharding.testkit.jta.Transactions}, over XA data sources. */
        public Builder jta() {
            jta = true;
            return this;
        }

        /** Lets EclipseLink drop and create the tables at deployment. */
        public Builder createTables() {
            return property("jakarta.persistence.schema-generation.database.action", "drop-and-create");
        }

        /**
         * Deploys the unit.
         *
         * @throws RuntimeException what the deployment throws; the databases are given back then
         * @throws org.opentest4j.TestAbortedException if such databases do not run here
         */
        public ShardedUnit open() {
            return new ShardedUnit(this);
        }
    }
}
