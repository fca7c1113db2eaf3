package dev.meridian.sharding.testkit.gauge;

import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.PostRemove;
import jakarta.persistence.PostUpdate;
import jakarta.persistence.PrePersist;
import jakarta.persistence.PreRemove;
import jakarta.persistence.PreUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers which callbacks came, and for what. EclipseLink makes one, whom nobody but this class knows. */
public class Callbacks {

    private static final List<String> CALLS = new CopyOnWriteArrayList<>();

    /** What came since the last call, in its order; for example {@code PostLoad Gauge}. */
    public static List<String> take() {
        List<String> taken = new ArrayList<>(CALLS);
        CALLS.clear();
        return taken;
    }

    @PrePersist
    void prePersist(Object entity) {
        remember("PrePersist", entity);
    }

    @PostPersist
    void postPersist(Object entity) {
        remember("PostPersist", entity);
    }

    @PreUpdate
    void preUpdate(Object entity) {
        remember("PreUpdate", entity);
    }

    @PostUpdate
    void postUpdate(Object entity) {
        remember("PostUpdate", entity);
    }

    @PreRemove
    void preRemove(Object entity) {
        remember("PreRemove", entity);
    }

    @PostRemove
    void postRemove(Object entity) {
        remember("PostRemove", entity);
    }

    @PostLoad
    void postLoad(Object entity) {
        remember("PostLoad", entity);
    }

    private static void remember(String callback, Object entity) {
        CALLS.add(callback + " " + entity.getClass().getSimpleName());
    }
}
