package dev.meridian.sharding.testkit;

import java.util.Map;

/**
 * What the databases of a {@link ShardedUnit} are.
 *
 * <p>Where PostgreSQL cannot run, a test that asks for it is skipped.
 */
public enum DatabaseKind {
    /** Derby in memory: NULLs sort high, texts by their code units, trailing blanks do not count. */
    DERBY {
        @Override
        public String acquire() {
            return DerbyDatabases.acquire();
        }

        @Override
        public void release(String url) {
            DerbyDatabases.release(url);
        }

        @Override
        public String restartIds(String table) {
            return "ALTER TABLE " + table + " ALTER COLUMN ID RESTART WITH 1";
        }
    },

    /** PostgreSQL with the collation C: texts sort by their bytes. */
    POSTGRESQL {
        @Override
        public String acquire() {
            return PostgresDatabases.BY_BYTES.acquire();
        }

        @Override
        public void release(String url) {
            PostgresDatabases.BY_BYTES.release(url);
        }

        @Override
        public String restartIds(String table) {
            return PostgresDatabases.restartIds(table);
        }

        @Override
        Map<String, Object> properties() {
            return PostgresDatabases.PROPERTIES;
        }
    },

    /** PostgreSQL with the ICU collation en-US: texts sort as in a dictionary. */
    POSTGRESQL_ICU {
        @Override
        public String acquire() {
            return PostgresDatabases.BY_LANGUAGE.acquire();
        }

        @Override
        public void release(String url) {
            PostgresDatabases.BY_LANGUAGE.release(url);
        }

        @Override
        public String restartIds(String table) {
            return PostgresDatabases.restartIds(table);
        }

        @Override
        Map<String, Object> properties() {
            return PostgresDatabases.PROPERTIES;
        }
    };

    /** The URL of an empty database that nobody else has. */
    public abstract String acquire();

    /** Gives a database back; what is still connected to it must not use it any more. */
    public abstract void release(String url);

    /** What EclipseLink must be told of such databases. */
    Map<String, Object> properties() {
        return Map.of();
    }

    /** The statement after which the generated column ID of a table counts from 1 again. */
    public abstract String restartIds(String table);
}
