package dev.meridian.sharding.testkit.oracle;

import dev.meridian.sharding.ShardingException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.persistence.config.QueryHints;
import org.eclipse.persistence.jpa.JpaQuery;
import org.eclipse.persistence.queries.Cursor;
import org.jspecify.annotations.Nullable;

/** A unit's answers, each by an entity manager of its own. */
final class UnitAnswers implements Answering {

    private final EntityManagerFactory factory;
    private final UnitDescription description;
    private final Plain plain;
    private final Runnable before;
    private final Runnable after;

    /**
     * @param before runs just before a statement
     * @param after runs just after it, before anything else reaches the unit
     */
    UnitAnswers(EntityManagerFactory factory, UnitDescription description, Runnable before, Runnable after) {
        this.factory = factory;
        this.description = description;
        this.plain = new Plain(description);
        this.before = before;
        this.after = after;
    }

    @Override
    public Answer answer(Statement statement) {
        try (EntityManager em = factory.createEntityManager()) {
            return statement instanceof Select select ? rows(em, select) : changed(em, (Bulk) statement);
        } catch (RuntimeException e) {
            return failure(e);
        }
    }

    private Answer rows(EntityManager em, Select select) {
        Query query = select.head().form() == Select.Form.TUPLE
                ? em.createQuery(select.jpql(), Tuple.class)
                : em.createQuery(select.jpql());
        bind(em, query, select);
        Select.Window window = select.ordering().window();
        if (window.first() >= 0) {
            query.setFirstResult(window.first());
        }
        if (window.max() >= 0) {
            query.setMaxResults(window.max());
        }
        return plain.rows(select, run(() -> results(query, select.reading())));
    }

    private static List<?> results(Query query, Select.Reading reading) {
        return switch (reading) {
            case LIST -> query.getResultList();
            case STREAM -> query.getResultStream().toList();
            case CURSORED_STREAM -> all(query, QueryHints.CURSOR);
            case SCROLLABLE_CURSOR -> all(query, QueryHints.SCROLLABLE_CURSOR);
        };
    }

    private static List<?> all(Query query, String hint) {
        Cursor cursor = query.setHint(hint, true).unwrap(JpaQuery.class).getResultCursor();
        List<@Nullable Object> results = new ArrayList<>();
        try {
            while (cursor.hasMoreElements()) {
                results.add(cursor.nextElement());
            }
        } finally {
            cursor.close();
        }
        return results;
    }

    private Answer changed(EntityManager em, Bulk bulk) {
        em.getTransaction().begin();
        try {
            Query query = em.createQuery(bulk.jpql());
            bind(em, query, bulk);
            int count = run(query::executeUpdate);
            Map<String, List<List<@Nullable Object>>> tables = new TreeMap<>();
            description.entities().forEach(entity -> tables.put(entity.name(), table(em, entity)));
            return new Answer.Changed(count, tables);
        } finally {
            em.getTransaction().rollback();
        }
    }

    private List<List<@Nullable Object>> table(EntityManager em, EntityDescription entity) {
        StringBuilder jpql = new StringBuilder("SELECT e." + entity.code());
        entity.attributes().forEach(attribute -> jpql.append(", e.").append(attribute.name()));
        List<?> found = em.createQuery(jpql + " FROM " + entity.name() + " e").getResultList();
        return found.stream().map(plain::values).toList();
    }

    private <T> T run(java.util.function.Supplier<T> statement) {
        before.run();
        try {
            return statement.get();
        } finally {
            after.run();
        }
    }

    private void bind(EntityManager em, Query query, Statement statement) {
        String jpql = statement.jpql();
        statement.parameters().forEach((name, value) -> {
            if (Pattern.compile(":" + name + "\\b").matcher(jpql).find()) {
                query.setParameter(name, value instanceof Bindings.EntityValue entity ? find(em, entity) : value);
            }
        });
    }

    private Object find(EntityManager em, Bindings.EntityValue value) {
        EntityDescription entity = description.entity(value.entity());
        return em.createQuery("SELECT e FROM " + entity.name() + " e WHERE e." + entity.code() + " = :code")
                .setParameter("code", value.code())
                .getSingleResult();
    }

    private static Answer failure(RuntimeException failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && !causes.contains(cause); cause = cause.getCause()) {
            if (cause instanceof ShardingException refusal) {
                return new Answer.Refused(refusal.code(), String.valueOf(refusal.getMessage()));
            }
            causes.add(cause);
        }
        return new Answer.Failed(failure);
    }
}
