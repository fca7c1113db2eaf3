package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.testkit.DatabaseKind;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.garden.Garden;
import dev.meridian.sharding.testkit.garden.Orchard;
import dev.meridian.sharding.testkit.garden.Style;
import dev.meridian.sharding.testkit.garden.Tree;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Orchards with all kinds of relations to their trees, over three shards in which the ids of orchards and trees repeat, and the
 * same in one database, where they do not.
 */
final class Orchards implements AutoCloseable {

    static final List<String> JOIN_TABLES =
            List.of("ORCHARD_BEST", "ORCHARD_ROLE", "ORCHARD_STYLE", "ORCHARD_OLDEST", "TREE_FRIEND");

    private static final List<String> LANDS = List.of("Canada", "Japan", "France");

    private final DatabaseKind kind;
    private final ShardedUnit unit;
    private final ShardedUnit single;

    Orchards(DatabaseKind kind) {
        this.kind = kind;
        this.unit = unit(kind)
                .shards(Garden.SHARDS.toArray(String[]::new))
                .property("meridian.cross-shard-writes", "best-effort")
                .open();
        this.single = unit(kind).unsharded().open();
        store(single, 10);
    }

    private static ShardedUnit.Builder unit(DatabaseKind kind) {
        return ShardedUnit.with(Orchard.class, Tree.class, Style.class).on(kind).createTables();
    }

    /** The one of three shards. */
    ShardedUnit unit() {
        return unit;
    }

    /** The one without Meridian. */
    ShardedUnit single() {
        return single;
    }

    @Override
    public void close() {
        unit.close();
        single.close();
    }

    /** Six orchards again, whatever a test has made of them; nothing is cached, nothing logged. */
    void storeAnew() throws SQLException {
        for (String shard : Garden.SHARDS) {
            for (String table : JOIN_TABLES) {
                unit.execute(shard, "DELETE FROM " + table);
            }
            unit.execute(
                    shard,
                    "UPDATE TREE SET MOTHER_ID = NULL",
                    "DELETE FROM TREE",
                    kind.restartIds("TREE"),
                    "DELETE FROM ORCHARD",
                    "DELETE FROM STYLE");
        }
        store(unit, 0);
        forget();
    }

    /** Two orchards of each land; without a distance between the lands their ids repeat. */
    private static void store(ShardedUnit unit, int distance) {
        write(unit, em -> em.persist(new Style("formal")));
        write(unit, em -> em.persist(new Style("wild")));
        for (String land : LANDS) {
            for (int number = 1; number <= 2; number++) {
                int id = distance * LANDS.indexOf(land) + number;
                String name = land + number;
                write(unit, em -> em.persist(orchard(id, land, name, em)));
            }
        }
    }

    /** An orchard of another root's shard key in the shard of the Japanese ones, related to one of them. */
    void storeKorean() {
        List.of(unit, single)
                .forEach(each -> write(each, em -> {
                    if (find(em, "Korea5 apple").isEmpty()) {
                        Orchard korean = new Orchard(each == unit ? 5 : 100, "Korea", "Korea5");
                        korean.tree("Korea5 apple")
                                .setMother(find(em, "Japan1 apple").get(0));
                        em.persist(korean);
                    }
                }));
        forget();
    }

    private static List<Tree> find(EntityManager em, String name) {
        return em.createQuery("SELECT t FROM Tree t WHERE t.name = :name", Tree.class)
                .setParameter("name", name)
                .getResultList();
    }

    /** What both answer, in the order of the query if it has one; {@code :tree} stands for a tree with this name. */
    List<String> ask(String jpql, String tree) {
        List<String> expected = ask(single, em -> answer(em, jpql, tree));
        unit.emf().getCache().evictAll();
        List<String> found = ask(unit, em -> answer(em, jpql, tree));
        if (jpql.contains("ORDER BY")) {
            assertThat(found).isEqualTo(expected);
        } else {
            assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        }
        return found;
    }

    private List<String> answer(EntityManager em, String jpql, String tree) {
        Query query = em.createQuery(jpql);
        if (jpql.contains(":tree")) {
            query.setParameter("tree", find(em, tree).get(0));
        }
        unit.log().clear();
        return ((List<?>) query.getResultList()).stream().map(Orchards::text).toList();
    }

    private static String text(Object value) {
        if (value instanceof Object[] columns) {
            return Arrays.stream(columns).map(Orchards::text).toList().toString();
        }
        return value instanceof Tree tree
                ? String.valueOf(tree.getName())
                : value instanceof Orchard orchard ? String.valueOf(orchard.getName()) : String.valueOf(value);
    }

    /** A new orchard with three trees, which are related in all ways. */
    static Orchard orchard(int id, String land, String name, EntityManager em) {
        Orchard orchard = new Orchard(id, land, name);
        Tree apple = orchard.tree(name + " apple");
        Tree pear = orchard.tree(name + " pear");
        Tree plum = orchard.tree(name + " plum");
        orchard.getBest().addAll(List.of(plum, apple));
        orchard.getShown().add(pear);
        orchard.getRoles().putAll(Map.of("shade", pear, "fruit", apple));
        orchard.getStyles().add(em.find(Style.class, "wild"));
        orchard.setOldest(plum);
        pear.setMother(apple);
        plum.setMother(apple);
        apple.getFriends().addAll(List.of(pear, plum));
        return orchard;
    }

    /** Empties the shared cache and the log. */
    void forget() {
        unit.forget();
    }

    static void write(ShardedUnit unit, Consumer<EntityManager> work) {
        unit.inTransaction(work);
    }

    static <T> T ask(ShardedUnit unit, Function<EntityManager, T> question) {
        return unit.ask(question);
    }

    static Orchard orchard(EntityManager em, String shard, int id) {
        return em.find(Orchard.class, ShardedKey.of(shard, id));
    }

    static List<String> names(Collection<Tree> trees) {
        return trees.stream().map(Tree::getName).toList();
    }

    /** The orchard has all that it was made with. */
    static void assertHas(Orchard orchard) {
        String name = orchard.getName();
        String apple = name + " apple";
        String pear = name + " pear";
        String plum = name + " plum";
        assertThat(names(orchard.getTrees())).containsExactly(apple, pear, plum);
        assertThat(orchard.getByName()).containsOnlyKeys(apple, pear, plum);
        assertThat(names(orchard.getBest())).containsExactly(plum, apple);
        assertThat(names(orchard.getShown())).containsExactly(pear);
        assertThat(orchard.getRoles()).containsOnlyKeys("shade", "fruit");
        assertThat(orchard.getRoles().get("shade").getName()).isEqualTo(pear);
        assertThat(orchard.getStyles()).extracting(Style::getName).containsExactly("wild");
        assertThat(orchard.getOldest().getName()).isEqualTo(plum);
        Tree first = orchard.getTrees().get(0);
        assertThat(names(first.getDaughters())).containsExactlyInAnyOrder(pear, plum);
        assertThat(names(first.getFriends())).containsExactlyInAnyOrder(pear, plum);
        assertThat(orchard.getBest().get(0).getMother()).isSameAs(first);
        assertThat(names(orchard.getBest().get(0).getFriendOf())).containsExactly(apple);
    }

    /** How many rows a table has in a shard. */
    int rows(String shard, String table) {
        return unit.rows(shard, table);
    }
}
