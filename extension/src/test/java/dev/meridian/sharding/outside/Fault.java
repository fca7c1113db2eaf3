package dev.meridian.sharding.outside;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.outside.Farms.Named;
import jakarta.persistence.EntityManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** An EntityManager's mistakes, to see that programs find them. */
enum Fault {
    /** It takes the next shard for the one that is named. */
    FINDS_IN_ANOTHER_SHARD {
        @Override
        Object call(EntityManager em, Method method, Object... arguments) throws Throwable {
            if (method.getName().equals("find") && arguments[1] instanceof ShardedKey key) {
                int next = (Farms.SHARDS.indexOf(key.shard()) + 1) % Farms.SHARDS.size();
                arguments[1] = ShardedKey.of(Farms.SHARDS.get(next), key.id());
            }
            return super.call(em, method, arguments);
        }
    },
    /** It merges into the first object with that id, of any shard. */
    MERGES_BY_ID_ALONE {
        @Override
        Object call(EntityManager em, Method method, Object... arguments) throws Throwable {
            if (method.getName().equals("merge") && arguments[0] instanceof Named state && state.id() != null) {
                for (String shard : Farms.SHARDS) {
                    Named found = em.find(state.getClass(), ShardedKey.of(shard, state.id()));
                    if (found != null) {
                        found.mark(state.mark());
                        return found;
                    }
                }
            }
            return super.call(em, method, arguments);
        }
    },
    FORGETS_TO_REMOVE {
        @Override
        Object call(EntityManager em, Method method, Object... arguments) throws Throwable {
            return method.getName().equals("remove") ? null : super.call(em, method, arguments);
        }
    },
    FORGETS_TO_REFRESH {
        @Override
        Object call(EntityManager em, Method method, Object... arguments) throws Throwable {
            return method.getName().equals("refresh") ? null : super.call(em, method, arguments);
        }
    },
    FORGETS_TO_DETACH {
        @Override
        Object call(EntityManager em, Method method, Object... arguments) throws Throwable {
            return method.getName().equals("detach") ? null : super.call(em, method, arguments);
        }
    },
    CONTAINS_ALL {
        @Override
        Object call(EntityManager em, Method method, Object... arguments) throws Throwable {
            return method.getName().equals("contains") ? true : super.call(em, method, arguments);
        }
    };

    EntityManager in(EntityManager em) {
        return (EntityManager) Proxy.newProxyInstance(
                Fault.class.getClassLoader(),
                new Class<?>[] {EntityManager.class},
                (proxy, method, arguments) -> call(em, method, arguments == null ? new Object[0] : arguments));
    }

    Object call(EntityManager em, Method method, Object... arguments) throws Throwable {
        try {
            return method.invoke(em, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
