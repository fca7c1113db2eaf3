package dev.meridian.sharding.internal.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.internal.model.Settings;
import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.eclipse.persistence.queries.SQLCall;
import org.eclipse.persistence.sessions.DatabaseLogin;
import org.eclipse.persistence.sessions.server.ServerSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of a cancellation when the execution that it was meant for has ended. */
class ShardAccessorTest {

    private final ShardAccessor connection = new ShardAccessor("asia", Settings.NativeQueries.REFUSE);
    private final ServerSession session = new ServerSession(new DatabaseLogin());
    private final ResultSet rows = fake(ResultSet.class, null);
    private final PreparedStatement statement = fake(PreparedStatement.class, rows);

    private static <T> T fake(Class<T> type, @Nullable Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> method.getName().equals("executeQuery") ? answer : null));
    }

    @Test
    void cancel_beforeTheStatementRuns_endsIt() {
        connection.begin(Deadline.NONE);
        connection.cancel();

        assertThatThrownBy(() -> connection.executeSelect(new SQLCall("SELECT 1"), statement, session))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void cancel_ofAnExecutionThatHasEnded_leavesTheNextAlone() throws SQLException {
        connection.begin(Deadline.NONE);
        connection.cancel();
        connection.end();

        assertThat(connection.executeSelect(new SQLCall("SELECT 1"), statement, session) == rows)
                .isTrue();
    }
}
