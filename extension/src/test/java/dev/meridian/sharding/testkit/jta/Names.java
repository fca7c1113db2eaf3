package dev.meridian.sharding.testkit.jta;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.NamingManager;

/** The JNDI of the tests: it knows the data sources that were bound, and nothing else. */
public final class Names {

    /** Static, because JNDI is. */
    private static final Map<String, Object> BOUND = new ConcurrentHashMap<>();

    static {
        try {
            Context context = (Context) Proxy.newProxyInstance(
                    Names.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, args) -> {
                        if (method.getName().equals("lookup")) {
                            return find(String.valueOf(args[0]));
                        }
                        if (method.getName().equals("close")) {
                            return null;
                        }
                        throw new NamingException("not in these tests: " + method.getName());
                    });
            NamingManager.setInitialContextFactoryBuilder(environment -> settings -> context);
        } catch (NamingException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Names() {}

    /** From now on a look-up finds it. */
    public static void bind(String name, Object object) {
        BOUND.put(name, object);
    }

    /** From now on a look-up finds nothing. */
    public static void unbind(String name) {
        BOUND.remove(name);
    }

    private static Object find(String name) throws NamingException {
        Object found = BOUND.get(name);
        if (found == null) {
            throw new NameNotFoundException(name);
        }
        return found;
    }
}
