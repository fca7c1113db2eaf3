package dev.meridian.sharding.testkit;

import java.sql.SQLException;

/** A failure that a test has ordered from its {@link StatementLog}. */
public final class InjectedFailure extends SQLException {

    private static final long serialVersionUID = 1L;

    /** The SQL state of every injected failure: a class that no database uses. */
    public static final String SQL_STATE = "ZZ001";

    InjectedFailure(String shard) {
        super("injected failure on shard " + shard, SQL_STATE);
    }
}
