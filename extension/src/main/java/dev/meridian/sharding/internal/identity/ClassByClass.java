package dev.meridian.sharding.internal.identity;

import dev.meridian.sharding.internal.execution.RowToken;
import dev.meridian.sharding.internal.message.Message;
import dev.meridian.sharding.internal.model.IdScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.descriptors.TablePerClassPolicy;
import org.eclipse.persistence.expressions.Expression;
import org.eclipse.persistence.expressions.ExpressionBuilder;
import org.eclipse.persistence.internal.sessions.UnitOfWorkImpl;
import org.eclipse.persistence.queries.ObjectLevelReadQuery;
import org.eclipse.persistence.queries.ReadAllQuery;
import org.eclipse.persistence.queries.ReadObjectQuery;
import org.jspecify.annotations.Nullable;

/**
 * Asks the classes of an inheritance one by one that have a table each: TABLE_PER_CLASS. Beyond what EclipseLink does, it
 * asks what inherits from an abstract class in the middle, and asks all classes where ids may repeat between shards.
 */
public final class ClassByClass extends TablePerClassPolicy {
    private static final long serialVersionUID = 1L;

    private static final String OWN_ROWS = "MERIDIAN OWN ROWS";

    private final transient IdScope ids;
    private final transient Consumer<ObjectLevelReadQuery> check;

    /**
     * @param replaced the descriptor's own policy, which knows the other classes
     * @param ids over what the ids of all the classes are unique
     * @param check refuses a query that the classes one by one cannot answer
     */
    public ClassByClass(
            TablePerClassPolicy replaced,
            ClassDescriptor descriptor,
            IdScope ids,
            Consumer<ObjectLevelReadQuery> check) {
        super(descriptor);
        this.ids = ids;
        this.check = check;
        replaced.getParentDescriptors().forEach(this::addParentDescriptor);
        replaced.getChildDescriptors().forEach(this::addChildDescriptor);
    }

    @Override
    public Object selectAllObjectsUsingMultipleTableSubclassRead(ReadAllQuery query) {
        if (hasChild()) {
            check.accept(query);
        }
        return super.selectAllObjectsUsingMultipleTableSubclassRead(query);
    }

    // EclipseLink keeps the queries of the classes with the query's JPQL, and forgets the hints of all calls but the
    // first.
    @Override
    protected ObjectLevelReadQuery prepareQuery(ObjectLevelReadQuery query) {
        ObjectLevelReadQuery own = (ObjectLevelReadQuery) query.deepClone();
        Class<?> type = descriptor.getJavaClass();
        own.setReferenceClass(type);
        own.setDescriptor(descriptor);
        own.setQueryResultsCachePolicy(null);
        ExpressionBuilder builder = own.getExpressionBuilder();
        builder.setQueryClassAndDescriptor(type, descriptor);
        Expression criteria = own.getSelectionCriteria();
        if (criteria != null) {
            builder.setSession(query.getSession().getRootSession(own));
            own.setSelectionCriteria(criteria.rebuildOn(builder));
        }
        if (query.shouldPrepare()) {
            own.setTranslationRow(null);
            if (own instanceof ReadObjectQuery one) {
                one.clearSelectionId();
            }
            own.checkPrepare(query.getSession(), query.getTranslationRow());
            own.setTranslationRow(query.getTranslationRow());
        }
        own.setIsExecutionClone(true);
        return own;
    }

    @Override
    protected Object selectAllObjects(ReadAllQuery query) {
        return descriptor.isAbstract()
                ? selectAllObjectsUsingMultipleTableSubclassRead(query)
                : super.selectAllObjects(query);
    }

    // What is null here EclipseLink looks for in the class's own table, if it has one.
    @Override
    public @Nullable Object selectOneObjectUsingMultipleTableSubclassRead(ReadObjectQuery query) {
        if (query.getProperty(OWN_ROWS) != null || !hasChild()) {
            return null;
        }
        check.accept(query);
        Object found = mayRepeat(query) ? only(query) : first(query);
        return found != null && isFindOfRemoved(query, found) ? null : found;
    }

    private @Nullable Object first(ReadObjectQuery query) {
        for (ClassByClass heir : concreteHeirs()) {
            Object found = heir.ownObject(query);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Whether another class can have another object of that id, in another shard. */
    private boolean mayRepeat(ReadObjectQuery query) {
        return ids == IdScope.SHARD_LOCAL
                && query instanceof ShardedFindQuery
                && RowToken.of(query.getTranslationRow()) == null;
    }

    private @Nullable Object only(ReadObjectQuery query) {
        List<Object> all = new ArrayList<>();
        concreteHeirs().forEach(heir -> heir.addOwn(query, all));
        if (all.isEmpty()) {
            return null;
        }
        if (!descriptor.isAbstract()) {
            addOwn(query, all);
        }
        Set<String> shards = new TreeSet<>();
        all.forEach(each -> shards.add(shardOf(each, query)));
        String preferred = shards.size() == 1 ? shards.iterator().next() : ((ShardedFindQuery) query).preferredShard();
        return all.stream()
                .filter(each -> shardOf(each, query).equals(preferred))
                .findFirst()
                .orElseThrow(() -> Message.AMBIGUOUS_ID.with(String.join(", ", shards), descriptor.getAlias()));
    }

    private static String shardOf(Object object, ReadObjectQuery query) {
        ClassDescriptor descriptor = query.getSession().getDescriptor(object);
        return String.valueOf(((ShardedObjectBuilder) descriptor.getObjectBuilder()).shardToSearch(object));
    }

    private void addOwn(ReadObjectQuery query, List<Object> all) {
        Object found = ownObject(query);
        if (found != null) {
            all.add(found);
        }
    }

    /** The object of this very class. */
    private @Nullable Object ownObject(ReadObjectQuery query) {
        ReadObjectQuery own = (ReadObjectQuery) prepareQuery(query);
        own.setProperty(OWN_ROWS, true);
        return query.getSession().executeQuery(own, own.getTranslationRow());
    }

    private List<ClassByClass> concreteHeirs() {
        List<ClassByClass> heirs = new ArrayList<>();
        for (ClassDescriptor child : getChildDescriptors()) {
            ClassByClass heir = (ClassByClass) child.getTablePerClassPolicy();
            if (!child.isAbstract()) {
                heirs.add(heir);
            }
            heirs.addAll(heir.concreteHeirs());
        }
        return heirs;
    }

    // EclipseLink looks only among the removed objects of the class that is asked for.
    private static boolean isFindOfRemoved(ReadObjectQuery query, Object found) {
        return query.getSelectionId() != null
                && query.getSession() instanceof UnitOfWorkImpl unitOfWork
                && unitOfWork.isObjectDeleted(found);
    }
}
