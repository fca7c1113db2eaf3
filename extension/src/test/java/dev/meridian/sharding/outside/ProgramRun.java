package dev.meridian.sharding.outside;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.ShardingException;
import dev.meridian.sharding.outside.Farms.Crop;
import dev.meridian.sharding.outside.Farms.Farm;
import dev.meridian.sharding.outside.Farms.Field;
import dev.meridian.sharding.outside.Farms.Named;
import dev.meridian.sharding.outside.Step.Action;
import dev.meridian.sharding.testkit.Serialised;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A program runs on one unit. Each step has an answer in words, the same for the same rows in however many databases. */
final class ProgramRun {

    /** What an answer begins with if there was nothing to do. */
    static final String NOTHING = "none";

    private final Place place;
    private final EntityManager em;
    private final Demarcation transaction;
    private final Map<Integer, Handle> handles = new HashMap<>();
    private final List<String> answers = new ArrayList<>();

    private ProgramRun(Place place) {
        this.place = place;
        this.em = place.open();
        this.transaction = Demarcation.of(em, place.jta());
    }

    /** The answers, one for each step and one for the commit at the end; the last one that of a step which failed, if one did. */
    static List<String> answers(Program program, Place place) {
        ProgramRun run = new ProgramRun(place);
        try {
            for (Step step : program.steps()) {
                run.answers.add(run.perform(step));
            }
            run.answers.add(run.perform(new Step(Action.COMMIT, 0, 0, 0)));
        } catch (RuntimeException e) {
            run.answers.add(failure(e));
        } finally {
            if (run.transaction.isActive()) {
                run.transaction.rollback();
            }
            run.em.close();
        }
        return run.answers;
    }

    private static String failure(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ShardingException refusal) {
                return "refused " + refusal.getMessage();
            }
        }
        Throwable cause = e.getCause();
        return "fails: " + e.getClass().getSimpleName()
                + (cause == null ? NOTHING : " by " + cause.getClass().getSimpleName());
    }

    private String perform(Step step) {
        boolean active = transaction.isActive();
        return switch (step.action()) {
            case BEGIN -> active ? NOTHING : done(transaction::begin);
            case COMMIT -> active ? done(transaction::commit) : NOTHING;
            case ROLLBACK -> active ? done(transaction::rollback) : NOTHING;
            case FLUSH -> active ? done(em::flush) : NOTHING;
            case CLEAR -> done(em::clear);
            case EVICT -> done(() -> place.emf().getCache().evictAll());
            case NEW_FARM, NEW_FIELD, NEW_CROP -> create(step);
            case QUERY -> query(step, active);
            case BULK -> active ? ProgramQueries.bulk(em, step.number()) : NOTHING;
            case ELSEWHERE -> active ? NOTHING : elsewhere(step);
            default -> ofHandle(step, active);
        };
    }

    private String done(Runnable call) {
        call.run();
        handles.values().forEach(this::learnId);
        return "done";
    }

    private void learnId(Handle handle) {
        if (handle.id == null && handle.last != null) {
            handle.id = handle.last.id();
        }
    }

    private String create(Step step) {
        Handle parent = handles.get(step.other());
        boolean isFarm = step.action() == Action.NEW_FARM;
        Named owner = parent == null ? null : current(parent);
        if (!isFarm && owner == null) {
            return NOTHING + ": no parent";
        }
        int region = isFarm ? step.number() : parent.region;
        Named made = isFarm
                ? new Farm(farmId(region), Farms.REGIONS.get(region), 0)
                : step.action() == Action.NEW_FIELD ? new Field(null, 0) : new Crop(null);
        made.name("n" + step.target());
        if (!isFarm) {
            made.moveTo(owner);
        }
        handles.put(step.target(), new Handle(made, region, parent));
        // Without persist it is the parent's cascade that makes it managed.
        if (isFarm || step.number() % 3 != 0) {
            em.persist(made);
        }
        return made.toString();
    }

    // The first farm of each shard has the id of the first of the others.
    private int farmId(int region) {
        long before = handles.values().stream()
                .filter(handle -> handle.type == Farm.class && handle.region == region)
                .count();
        return (int) before + 1 + (place.sharded() ? 0 : 1000 * (region + 1));
    }

    /** The managed object, or what find finds. */
    private Named current(Handle handle) {
        if (handle.last != null && em.contains(handle.last)) {
            return handle.last;
        }
        learnId(handle);
        if (handle.id == null) {
            return null;
        }
        Named found = em.find(handle.type, key(handle));
        if (found != null) {
            handle.last = found;
        }
        return found;
    }

    private Object key(Handle handle) {
        return place.sharded() ? ShardedKey.of(Farms.SHARDS.get(handle.region), handle.id) : handle.id;
    }

    private String ofHandle(Step step, boolean active) {
        Handle handle = handles.get(step.target());
        if (handle == null) {
            return NOTHING + ": unknown";
        }
        return switch (step.action()) {
            case FIND -> find(handle, step.number());
            case REFERENCE ->
                handle.id == null
                        ? NOTHING
                        : String.valueOf(
                                em.getReference(handle.type, key(handle)).name());
            case CONTAINS -> String.valueOf(em.contains(handle.last));
            case DETACH -> done(() -> em.detach(handle.last));
            case MERGE -> isOfUnwritten(handle) ? NOTHING + ": unwritten" : merge(handle, handle.last, step.number());
            case MERGE_SERIALISED -> mergeSerialised(handle, step.number());
            case MERGE_COPY -> mergeCopy(handle, step.number());
            default -> ofCurrent(handle, step, active);
        };
    }

    private String ofCurrent(Handle handle, Step step, boolean active) {
        Named object = current(handle);
        if (object == null) {
            return NOTHING + ": gone";
        }
        return switch (step.action()) {
            case MARK -> done(() -> object.mark(step.number()));
            case REMOVE -> remove(object);
            case REFRESH -> {
                em.refresh(object);
                yield object.toString();
            }
            case CHILDREN -> texts(object.children());
            case PARENT -> String.valueOf(object.parent());
            case LOCK -> active ? done(() -> em.lock(object, lockOf(object, step.number()))) : NOTHING;
            case MOVE -> move(object, handles.get(step.other()));
            default -> throw new AssertionError(step);
        };
    }

    // Out of the list as well: what is in it would be persisted again.
    private String remove(Named object) {
        if (object.parent() != null) {
            object.parent().children().remove(object);
        }
        return done(() -> em.remove(object));
    }

    private static LockModeType lockOf(Named object, int number) {
        return object instanceof Crop || number % 2 == 0
                ? LockModeType.PESSIMISTIC_WRITE
                : LockModeType.OPTIMISTIC_FORCE_INCREMENT;
    }

    private String find(Handle handle, int number) {
        learnId(handle);
        if (handle.id == null) {
            return NOTHING;
        }
        // A unit-unique id needs no shard.
        Object key = handle.type == Field.class && number % 2 == 0 ? handle.id : key(handle);
        Named found = em.find(handle.type, key);
        if (found != null) {
            handle.last = found;
        }
        return String.valueOf(found);
    }

    private String move(Named object, Handle to) {
        Named parent = to == null ? null : current(to);
        return parent == null ? NOTHING + ": nowhere" : done(() -> object.moveTo(parent));
    }

    private String merge(Handle handle, Named state, int number) {
        state.mark(number);
        Named merged = em.merge(state);
        handle.last = merged;
        return String.valueOf(merged);
    }

    private String mergeSerialised(Handle handle, int number) {
        if (isOfUnwritten(handle) || (handle.last instanceof Farm && isRepeated(handle))) {
            return NOTHING + ": ambiguous";
        }
        return merge(handle, Serialised.copy(handle.last), number);
    }

    // Only the id of such a farm says which one it is, and that may repeat.
    private boolean isOfUnwritten(Handle handle) {
        Handle root = handle;
        while (root.parent != null) {
            root = root.parent;
        }
        return root != handle && ((Farm) root.made).version() == 0 && !em.contains(root.made);
    }

    /** Of a copy that somebody made who knows the id and the parent only. */
    private String mergeCopy(Handle handle, int number) {
        Named known = handle.last;
        learnId(handle);
        if (handle.id == null) {
            return NOTHING;
        }
        Named copy;
        if (known instanceof Farm farm) {
            if (isRepeated(handle)) {
                return NOTHING + ": ambiguous";
            }
            copy = new Farm((Integer) handle.id, Farms.REGIONS.get(handle.region), farm.version());
        } else {
            Named parent = current(handle.parent);
            if (parent == null) {
                return NOTHING + ": no parent";
            }
            copy = known instanceof Field field
                    ? new Field((Long) handle.id, field.version())
                    : new Crop((Long) handle.id);
            copy.moveTo(parent);
            parent.children().remove(copy);
        }
        copy.name(known.name());
        return merge(handle, copy, number);
    }

    /** Of a root whose id another shard has too a copy without a token is refused. */
    private boolean isRepeated(Handle root) {
        return handles.values().stream()
                .anyMatch(other -> other != root
                        && other.type == Farm.class
                        && (Integer) other.id % 1000 == (Integer) root.id % 1000);
    }

    private String query(Step step, boolean active) {
        Handle handle = handles.get(step.target());
        if (handle == null || !active || step.number() % 2 == 0) {
            return ProgramQueries.ofAll(em, step.number());
        }
        Named parameter = step.number() % 4 == 1 ? handle.last : current(handle);
        return parameter == null || parameter.id() == null
                ? NOTHING
                : ProgramQueries.ofOne(em, parameter, step.number() / 4);
    }

    private static String texts(List<? extends Named> objects) {
        return objects.stream().map(Objects::toString).sorted().toList().toString();
    }

    /** Somebody else changes it and commits. */
    private String elsewhere(Step step) {
        Handle handle = handles.get(step.target());
        if (handle == null || handle.id == null) {
            return NOTHING;
        }
        try (EntityManager another = place.open()) {
            Demarcation its = Demarcation.of(another, place.jta());
            its.begin();
            Named object = another.find(handle.type, key(handle));
            if (object != null) {
                object.mark(step.number());
            }
            its.commit();
            return String.valueOf(object);
        }
    }
}
