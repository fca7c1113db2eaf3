package dev.meridian.weather;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * In an application of its own: says whether the class loader that {@link LoaderTrace} left is gone.
 *
 * <p>Before it looks it makes two others let go of what they keep of the application that used them last. Derby keeps, in
 * each connection, the stack trace of the first statement that was compiled there: so the connection pools are emptied. Java
 * 17 keeps the class of the record that was last prepared for being compared: so a record is compared.
 */
@WebServlet("/loader")
public class LoaderProbe extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private record Compared(Compared other) {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        compareRecords();
        try {
            emptyPools();
        } catch (JMException e) {
            throw new ServletException(e);
        }
        var loader = (Reference<?>) System.getProperties().get(LoaderTrace.PROPERTY);
        System.gc();
        response.getWriter().print(loader.refersTo(null) ? "gone" : "held");
    }

    private static void compareRecords() {
        var one = new Compared(null);
        var other = new Compared(one);
        if (one.equals(other)
                || one.hashCode() == other.hashCode() + one.toString().length() + 1) {
            throw new IllegalStateException("never so");
        }
    }

    private static void emptyPools() throws JMException {
        var server = ManagementFactory.getPlatformMBeanServer();
        var pools = new ObjectName("WebSphere:type=com.ibm.ws.jca.cm.mbean.ConnectionManagerMBean,*");
        for (ObjectName pool : server.queryNames(pools, null)) {
            server.invoke(pool, "purgePoolContents", new Object[] {"Immediate"}, new String[] {String.class.getName()});
        }
    }
}
