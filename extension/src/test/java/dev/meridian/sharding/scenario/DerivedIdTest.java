package dev.meridian.sharding.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.ShardedKey;
import dev.meridian.sharding.Sharding;
import dev.meridian.sharding.testkit.Serialised;
import dev.meridian.sharding.testkit.ShardedUnit;
import dev.meridian.sharding.testkit.family.Chapter;
import dev.meridian.sharding.testkit.family.ChapterId;
import dev.meridian.sharding.testkit.family.Cover;
import dev.meridian.sharding.testkit.family.Library;
import dev.meridian.sharding.testkit.family.LibraryId;
import dev.meridian.sharding.testkit.family.Novel;
import dev.meridian.sharding.testkit.family.Remark;
import dev.meridian.sharding.testkit.family.RemarkId;
import dev.meridian.sharding.testkit.family.Shelf;
import dev.meridian.sharding.testkit.family.ShelfId;
import dev.meridian.sharding.testkit.family.Spine;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ids of several columns, ids that contain the parent's, and ids that are the parent's. */
@Tag("weaving")
class DerivedIdTest {

    private ShardedUnit unit;

    @BeforeEach
    void open() {
        unit = ShardedUnit.with(
                        Novel.class,
                        Cover.class,
                        Spine.class,
                        Chapter.class,
                        Remark.class,
                        Library.class,
                        LibraryId.class,
                        Shelf.class,
                        ChapterId.class)
                .createTables()
                .open();
    }

    @AfterEach
    void close() {
        unit.close();
    }

    // Each in its shard: a novel with a cover, a spine and two chapters, the first of which has a remark.
    private Novel store(String continent, String title) {
        Novel novel = new Novel(continent, title);
        unit.inTransaction(em -> {
            em.persist(novel);
            em.persist(new Cover(novel, "red " + title));
            em.persist(new Spine(novel, 7));
            Chapter first = new Chapter(novel, 1, "Once");
            em.persist(first);
            em.persist(new Chapter(novel, 2, "Then"));
            em.persist(new Remark(first, 1, "hm"));
        });
        unit.forget();
        return novel;
    }

    @Test
    void persist_idsFromTheParent_goesToItsShard() {
        Novel asian = store("Asia", "Kokoro");
        Novel european = store("Europe", "Emma");
        unit.with(em -> {
            Sharding sharding = Sharding.of(em);
            for (Novel novel : List.of(asian, european)) {
                String shard = novel == asian ? "asia" : "europe";
                Cover cover = em.find(Cover.class, novel.getId());
                assertThat(sharding.keyOf(cover)).isEqualTo(ShardedKey.of(shard, novel.getId()));
                assertThat(cover.getNovel().getTitle()).isEqualTo(novel.getTitle());
                Spine spine = em.find(Spine.class, novel.getId());
                assertThat(sharding.shardOf(spine)).isEqualTo(shard);
                assertThat(spine.getNovel()).isSameAs(cover.getNovel());
                Chapter chapter = em.find(Chapter.class, new ChapterId(novel.getId(), 2));
                assertThat(sharding.shardOf(chapter)).isEqualTo(shard);
                assertThat(chapter.getName()).isEqualTo("Then");
                assertThat(chapter.getNovel()).isSameAs(cover.getNovel());
                Remark remark = em.find(Remark.class, new RemarkId(new ChapterId(novel.getId(), 1), 1));
                assertThat(sharding.shardOf(remark)).isEqualTo(shard);
                assertThat(remark.getChapter().getName()).isEqualTo("Once");
            }
        });
    }

    @Test
    void find_withShard_isOneStatement() {
        store("Asia", "Kokoro");
        Novel european = store("Europe", "Emma");
        oneStatement("europe", em -> em.find(Cover.class, ShardedKey.of("europe", european.getId())));
        oneStatement(
                "europe", em -> em.find(Chapter.class, ShardedKey.of("europe", new ChapterId(european.getId(), 1))));
        oneStatement(
                "europe",
                em -> em.find(
                        Remark.class, ShardedKey.of("europe", new RemarkId(new ChapterId(european.getId(), 1), 1))));
    }

    @Test
    void find_shardedKeyWithAnIdOfAnotherType_isAWrongArgument() {
        unit.with(em -> {
            for (Object wrong : List.of(1L, new RemarkId(new ChapterId(1L, 1), 1), List.of(1L, 1, 1))) {
                assertThatThrownBy(() -> em.find(Chapter.class, ShardedKey.of("europe", wrong)))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("MERIDIAN-121 Cannot find Chapter");
            }
        });
    }

    @Test
    void find_knownInTheContext_needsNoSql() {
        Novel european = store("Europe", "Emma");
        unit.with(em -> {
            Chapter chapter = em.find(Chapter.class, new ChapterId(european.getId(), 1));
            Cover cover = em.find(Cover.class, european.getId());
            unit.log().clear();
            assertThat(em.find(Chapter.class, new ChapterId(european.getId(), 1)))
                    .isSameAs(chapter);
            assertThat(em.find(Cover.class, european.getId())).isSameAs(cover);
            assertThat(unit.log().counts()).isEmpty();
        });
    }

    @Test
    void query_throughTheParent_narrows() {
        store("Asia", "Kokoro");
        store("Europe", "Emma");
        unit.with(em -> {
            assertThat(em.createQuery(
                                    "SELECT c.name FROM Chapter c WHERE c.novel.continent = 'Europe' ORDER BY c.id.nr",
                                    String.class)
                            .getResultList())
                    .containsExactly("Once", "Then");
            assertThat(em.createQuery(
                                    "SELECT m.text FROM Remark m WHERE m.chapter.novel.continent = 'Europe'",
                                    String.class)
                            .getResultList())
                    .containsExactly("hm");
            assertThat(em.createQuery("SELECT c.colour FROM Cover c WHERE c.novel.continent = 'Europe'", String.class)
                            .getResultList())
                    .containsExactly("red Emma");
            assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 3));
            assertThat(em.createQuery("SELECT COUNT(c) FROM Chapter c").getSingleResult())
                    .isEqualTo(4L);
            assertThat(em.createQuery("SELECT c FROM Chapter c ORDER BY c.novel.title, c.id.nr", Chapter.class)
                            .getResultList())
                    .extracting(Chapter::getName)
                    .containsExactly("Once", "Then", "Once", "Then");
        });
    }

    @Test
    void query_byEntity_asksItsShard() {
        store("Asia", "Kokoro");
        Novel european = store("Europe", "Emma");
        unit.with(em -> {
            Novel novel = em.find(Novel.class, ShardedKey.of("europe", european.getId()));
            Chapter first = em.find(Chapter.class, ShardedKey.of("europe", new ChapterId(european.getId(), 1)));
            unit.log().clear();
            assertThat(em.createQuery("SELECT c FROM Chapter c WHERE c.novel = :novel", Chapter.class)
                            .setParameter("novel", novel)
                            .getResultList())
                    .hasSize(2);
            assertThat(em.createQuery("SELECT m FROM Remark m WHERE m.chapter = :chapter", Remark.class)
                            .setParameter("chapter", first)
                            .getResultList())
                    .hasSize(1);
            assertThat(unit.log().counts()).isEqualTo(Map.of("europe", 2));
        });
    }

    @Test
    void lazyLoads_askTheShardOfTheObject() {
        Novel european = store("Europe", "Emma");
        unit.with(em -> {
            Novel novel = em.find(Novel.class, ShardedKey.of("europe", european.getId()));
            assertThat(novel.getChapters()).hasSize(2);
            assertThat(novel.getCover().getColour()).isEqualTo("red Emma");
            assertThat(novel.getChapters().get(0).getNovel()).isSameAs(novel);
        });
        assertThat(unit.log().counts()).containsOnlyKeys("europe");
    }

    @Test
    void updateAndRemove_goToTheShardOfTheObject() {
        Novel european = store("Europe", "Emma");
        unit.inTransaction(em -> {
            em.find(Chapter.class, ShardedKey.of("europe", new ChapterId(european.getId(), 1)))
                    .setName("Finally");
            em.remove(em.find(Chapter.class, ShardedKey.of("europe", new ChapterId(european.getId(), 2))));
            em.remove(em.find(Cover.class, ShardedKey.of("europe", european.getId())));
        });
        assertThat(unit.log().counts()).containsOnlyKeys("europe");
        unit.forget();
        unit.with(em -> {
            assertThat(em.createQuery("SELECT c.name FROM Chapter c", String.class)
                            .getResultList())
                    .isEqualTo(List.of("Finally"));
            assertThat(em.find(Cover.class, european.getId())).isNull();
        });
    }

    @Test
    void merge_ofDetachedAndOfSerialised_updatesItsOwnRow() {
        store("Asia", "Kokoro");
        Novel european = store("Europe", "Emma");
        ChapterId id = new ChapterId(european.getId(), 1);
        Chapter detached = unit.ask(em -> em.find(Chapter.class, id));
        detached.setName("Again");
        unit.inTransaction(em -> em.merge(detached));
        Chapter serialised = Serialised.copy(unit.ask(em -> em.find(Chapter.class, id)));
        serialised.setName(serialised.getName() + " and again");
        unit.inTransaction(em -> em.merge(serialised));
        Cover cover = Serialised.copy(unit.ask(em -> em.find(Cover.class, european.getId())));
        cover.setColour("blue");
        unit.inTransaction(em -> em.merge(cover));
        unit.forget();
        unit.with(em -> {
            assertThat(em.createQuery(
                                    "SELECT c.name FROM Chapter c WHERE c.novel.continent = 'Europe' AND c.id.nr = 1",
                                    String.class)
                            .getResultList())
                    .isEqualTo(List.of("Again and again"));
            assertThat(em.find(Cover.class, european.getId()).getColour()).isEqualTo("blue");
            assertThat(em.createQuery("SELECT COUNT(c) FROM Chapter c").getSingleResult())
                    .isEqualTo(4L);
        });
    }

    @Test
    void keyInTheId_findNarrowsByItself() {
        unit.inTransaction(em -> {
            Library library = new Library(new LibraryId("Asia", 1), "Tenri");
            em.persist(library);
            em.persist(new Shelf(library, 1, "poems"));
        });
        unit.inTransaction(em -> {
            Library library = new Library(new LibraryId("Europe", 1), "Bodleian");
            em.persist(library);
            em.persist(new Shelf(library, 1, "maps"));
        });
        unit.forget();
        oneStatement(
                "europe",
                em -> assertThat(em.find(Library.class, new LibraryId("Europe", 1))
                                .getName())
                        .isEqualTo("Bodleian"));
        unit.with(em -> {
            assertThat(em.find(Library.class, new LibraryId("Atlantis", 1))).isNull();
            Shelf shelf = em.find(Shelf.class, new ShelfId(new LibraryId("Asia", 1), 1));
            assertThat(shelf.getSubject()).isEqualTo("poems");
            assertThat(shelf.getLibrary().getName()).isEqualTo("Tenri");
            assertThat(Sharding.of(em).shardOf(shelf)).isEqualTo("asia");
            assertThat(shelf.getLibrary().getShelves()).containsExactly(shelf);
        });
        Shelf copy = Serialised.copy(unit.ask(em -> em.find(Shelf.class, new ShelfId(new LibraryId("Asia", 1), 1))));
        copy.setSubject("prose");
        unit.inTransaction(em -> em.merge(copy));
        unit.forget();
        unit.with(em -> assertThat(em.createQuery("SELECT s.subject FROM Shelf s ORDER BY s.subject", String.class)
                        .getResultList())
                .isEqualTo(List.of("maps", "prose")));
    }

    @Test
    void persist_ofAnIdThatIsTaken_fails() {
        Novel european = store("Europe", "Emma");
        unit.with(em -> {
            em.getTransaction().begin();
            Novel novel = em.find(Novel.class, european.getId());
            assertThatThrownBy(() -> {
                        em.persist(new Chapter(novel, 1, "twice"));
                        em.flush();
                    })
                    .isInstanceOf(RuntimeException.class);
        });
    }

    private void oneStatement(String shard, Consumer<EntityManager> work) {
        unit.forget();
        unit.with(work);
        // If not woven, the parents come along.
        assertThat(unit.log().counts()).containsOnlyKeys(shard);
        if (Boolean.getBoolean("meridian.test.weaving")) {
            assertThat(unit.log().counts()).isEqualTo(Map.of(shard, 1));
        }
    }
}
