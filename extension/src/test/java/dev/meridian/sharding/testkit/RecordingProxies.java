package dev.meridian.sharding.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Connections and statements that tell a {@link StatementLog} what is done with them. */
final class RecordingProxies {

    private RecordingProxies() {}

    static Connection connection(Connection real, String shard, StatementLog log) {
        return proxy(Connection.class, new ConnectionHandler(real, shard, log));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(RecordingProxies.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Answers for the proxy itself what must not reach the real object, and hands on the rest. */
    private abstract static class Handler implements InvocationHandler {

        private final Object real;

        Handler(Object real) {
            this.real = real;
        }

        @Override
        public final @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
                throws Throwable {
            Object[] args = arguments == null ? new Object[0] : arguments;
            return switch (method.getName()) {
                case "equals" -> proxy == args[0];
                case "hashCode" -> System.identityHashCode(proxy);
                case "unwrap" -> asks(proxy, args) ? proxy : call(method, args);
                case "isWrapperFor" -> asks(proxy, args) || Boolean.TRUE.equals(call(method, args));
                default -> recorded(proxy, method, args);
            };
        }

        abstract @Nullable Object recorded(Object proxy, Method method, Object[] args) throws Throwable;

        final @Nullable Object call(Method method, Object[] args) throws Throwable {
            try {
                return method.invoke(real, args);
            } catch (InvocationTargetException e) {
                // The caller must see what the driver threw, not how it was called.
                throw e.getTargetException();
            }
        }

        private static boolean asks(Object proxy, Object[] args) {
            return args[0] instanceof Class<?> type && type.isInstance(proxy);
        }
    }

    private static final class ConnectionHandler extends Handler {

        private final String shard;
        private final StatementLog log;

        ConnectionHandler(Connection real, String shard, StatementLog log) {
            super(real);
            this.shard = shard;
            this.log = log;
        }

        @Override
        @Nullable Object recorded(Object proxy, Method method, Object[] args) throws Throwable {
            if (Statement.class.isAssignableFrom(method.getReturnType())) {
                return statement((Connection) proxy, method, args);
            }
            boolean commit = method.getName().equals("commit");
            if (commit) {
                log.committing(shard);
            }
            Object result = call(method, args);
            if (commit) {
                log.committed(shard);
            } else if (method.getName().equals("rollback") && args.length == 0) {
                log.rolledBack(shard);
            }
            return result;
        }

        private Object statement(Connection proxy, Method method, Object[] args) throws Throwable {
            Statement real = (Statement) call(method, args);
            String prepared = args.length > 0 && args[0] instanceof String sql ? sql : null;
            Handler handler = new StatementHandler(real, proxy, prepared, shard, log);
            return proxy(method.getReturnType(), handler);
        }
    }

    private static final class StatementHandler extends Handler {

        private final Statement statement;
        private final Connection connection;
        private final @Nullable String prepared;
        private final String shard;
        private final StatementLog log;
        private final List<String> batch = new ArrayList<>();

        StatementHandler(
                Statement real, Connection connection, @Nullable String prepared, String shard, StatementLog log) {
            super(real);
            this.statement = real;
            this.connection = connection;
            this.prepared = prepared;
            this.shard = shard;
            this.log = log;
        }

        @Override
        @Nullable Object recorded(Object proxy, Method method, Object[] args) throws Throwable {
            String name = method.getName();
            if (name.equals("getConnection")) {
                return connection;
            }
            if (name.startsWith("execute")) {
                if (log.countsRows()) {
                    log.running(shard, statement.getFetchSize(), connection.getAutoCommit());
                }
                log.executing(shard, text(name, args));
            } else if (name.equals("cancel")) {
                log.cancelled(shard);
            } else if (name.equals("addBatch") && args.length == 1) {
                batch.add((String) args[0]);
            } else if (name.equals("clearBatch")) {
                batch.clear();
            }
            Object result = call(method, args);
            return result instanceof ResultSet rows && log.countsRows()
                    ? proxy(ResultSet.class, new ResultHandler(rows, shard, log))
                    : result;
        }

        private String text(String name, Object[] args) {
            if (args.length > 0 && args[0] instanceof String sql) {
                return sql;
            }
            if (prepared != null) {
                return prepared;
            }
            String joined = name.endsWith("Batch") ? String.join("; ", batch) : "";
            batch.clear();
            return joined;
        }
    }

    private static final class ResultHandler extends Handler {

        private final String shard;
        private final StatementLog log;

        ResultHandler(ResultSet real, String shard, StatementLog log) {
            super(real);
            this.shard = shard;
            this.log = log;
        }

        @Override
        @Nullable Object recorded(Object proxy, Method method, Object[] args) throws Throwable {
            Object result = call(method, args);
            if (method.getName().equals("next") && Boolean.TRUE.equals(result)) {
                log.fetched(shard);
            }
            return result;
        }
    }
}
