package dev.meridian.sharding.internal.analysis;

import dev.meridian.sharding.internal.model.ReferenceEntity;
import dev.meridian.sharding.internal.model.ShardedEntity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a query and its subqueries: range variables, and paths that leave the shard of where they start. Each
 * belongs to the level of the query that declares it, 0 being the outermost.
 *
 * <p>Variables whose rows a query brings together only where they have the same root are one group. Not thread-safe.
 */
final class Variables {

    private record Variable(
            QueryLevel level,
            ShardedEntity.@Nullable Root root,
            @Nullable ReferenceEntity reference,
            boolean required) {}

    private final List<Variable> variables = new ArrayList<>();
    private final List<Integer> groups = new ArrayList<>();

    /**
     * @param root the root that decides its shard, or null if it is not sharded
     * @param required whether each row of its level has one: it is not null-supplied
     */
    int add(QueryLevel level, ShardedEntity.@Nullable Root root, boolean required) {
        return add(new Variable(level, root, null, required));
    }

    /** One that is the same in several shards. */
    int addReference(QueryLevel level, ReferenceEntity reference) {
        return add(new Variable(level, null, reference, true));
    }

    private int add(Variable variable) {
        variables.add(variable);
        groups.add(groups.size());
        return groups.size() - 1;
    }

    QueryLevel levelOf(int variable) {
        return variables.get(variable).level();
    }

    ShardedEntity.@Nullable Root rootOf(int variable) {
        return variables.get(variable).root();
    }

    boolean anyUnsharded() {
        return variables.stream().anyMatch(variable -> variable.root() == null && variable.reference() == null);
    }

    /** The reference entities, each once. */
    List<ReferenceEntity> references() {
        return variables.stream()
                .map(Variable::reference)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** Whether a level can have a row with reference entities and without a sharded one. */
    boolean preservesReferences(QueryLevel level) {
        List<Variable> own = variables.stream()
                .filter(variable -> variable.level().equals(level))
                .toList();
        return own.stream().anyMatch(variable -> variable.reference() != null)
                && own.stream().noneMatch(variable -> variable.root() != null && variable.required());
    }

    /**
     * Says that two variables have the same root in every row that a level's conditions let pass.
     *
     * <p>Two groups of outer levels stay apart: an inner condition says nothing of which of their rows come together.
     */
    void link(int one, int other, QueryLevel level) {
        ShardedEntity.Root root = rootOf(one);
        boolean comparable = root != null && root.equals(rootOf(other));
        if (comparable && (isOfLevel(one, level) || isOfLevel(other, level))) {
            int from = groups.get(other);
            int to = groups.get(one);
            groups.replaceAll(group -> group == from ? to : group);
        }
    }

    /**
     * Says that a null-supplied variable has the same root as another wherever it is not null. It joins one group only:
     * where it is null, nothing brings two others together.
     */
    void linkNullSupplied(int joined, int other, QueryLevel level) {
        if (group(joined).size() == 1) {
            link(joined, other, level);
        }
    }

    private boolean isOfLevel(int variable, QueryLevel level) {
        return group(variable).stream().allMatch(member -> levelOf(member).depth() >= level.depth());
    }

    private List<Integer> group(int variable) {
        return IntStream.range(0, groups.size())
                .filter(member -> groups.get(member).equals(groups.get(variable)))
                .boxed()
                .toList();
    }

    /** All groups of sharded variables, in the order of their first ones. */
    List<List<Integer>> shardedGroups() {
        return IntStream.range(0, groups.size())
                .filter(variable -> rootOf(variable) != null)
                .mapToObj(this::group)
                .distinct()
                .toList();
    }
}
