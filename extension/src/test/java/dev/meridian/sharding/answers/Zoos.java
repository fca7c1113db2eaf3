package dev.meridian.sharding.answers;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.eclipse.persistence.annotations.AdditionalCriteria;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.jspecify.annotations.Nullable;

/** Zoos with two tables and element collections, animals that inherit, and visits that may be hidden. */
final class Zoos {

    static final Class<?>[] ENTITIES = {
        Zoo.class, Animal.class, Bird.class, Fish.class, Keeper.class, Boss.class, Stay.class
    };

    static final List<String> SHARDS = List.of("north_america", "asia", "europe");
    static final List<String> LANDS = List.of("Canada", "Japan", "China", "France");

    private static final List<String> WORDS = List.of("a", "b", "c", "d");
    private static final int COUNT = 14;

    private Zoos() {}

    @Entity(name = "Zoo")
    @Table(name = "ZOO")
    @SecondaryTable(name = "ZOO_DETAIL")
    @Partitioned("ZooByLand")
    @ValuePartitioning(
            name = "ZooByLand",
            partitionColumn = @Column(name = "LAND"),
            partitions = {
                @ValuePartition(value = "Canada", connectionPool = "north_america"),
                @ValuePartition(value = "Japan", connectionPool = "asia"),
                @ValuePartition(value = "China", connectionPool = "asia"),
                @ValuePartition(value = "France", connectionPool = "europe")
            })
    static class Zoo {
        @Id
        int id;

        @Column(length = 20)
        @Nullable String land;

        @Column(length = 20)
        @Nullable String name;

        @Column(table = "ZOO_DETAIL", length = 20)
        @Nullable String motto;

        @Column(table = "ZOO_DETAIL")
        @Nullable Integer area;

        @ElementCollection
        @CollectionTable(name = "ZOO_TAG", joinColumns = @JoinColumn(name = "ZOO_ID"))
        @Column(name = "TAG", length = 20)
        Set<String> tags = new HashSet<>();

        @ElementCollection
        @CollectionTable(name = "ZOO_TASK", joinColumns = @JoinColumn(name = "ZOO_ID"))
        @OrderColumn(name = "POSITION")
        @Column(name = "TASK", length = 20)
        List<String> tasks = new ArrayList<>();

        @ElementCollection
        @CollectionTable(name = "ZOO_STOCK", joinColumns = @JoinColumn(name = "ZOO_ID"))
        @MapKeyColumn(name = "GOODS", length = 20)
        @Column(name = "AMOUNT")
        Map<String, Integer> stock = new HashMap<>();

        @OneToMany(mappedBy = "zoo", cascade = CascadeType.ALL)
        List<Animal> animals = new ArrayList<>();

        @OneToMany(mappedBy = "zoo", cascade = CascadeType.ALL)
        List<Keeper> keepers = new ArrayList<>();

        @OneToMany(mappedBy = "zoo", cascade = CascadeType.ALL)
        List<Stay> stays = new ArrayList<>();

        @Override
        public String toString() {
            return "zoo " + id + " " + name + " " + motto + " " + area;
        }
    }

    @Entity(name = "Animal")
    @Table(name = "ANIMAL")
    @Inheritance(strategy = InheritanceType.JOINED)
    @DiscriminatorColumn(name = "KIND")
    @ColocatedWith("zoo")
    static class Animal {
        @Id
        int id;

        @Column(length = 20)
        @Nullable String name;

        int weight;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable Zoo zoo;

        @Override
        public String toString() {
            return getClass().getSimpleName() + " " + id + " " + name + " " + weight;
        }
    }

    @Entity(name = "Bird")
    @Table(name = "BIRD")
    static class Bird extends Animal {
        @Nullable Integer wingspan;
    }

    @Entity(name = "Fish")
    @Table(name = "FISH")
    static class Fish extends Animal {
        int depth;
    }

    @Entity(name = "Keeper")
    @Table(name = "KEEPER")
    @ColocatedWith("zoo")
    static class Keeper {
        @Id
        int id;

        @Column(length = 20)
        @Nullable String name;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable Zoo zoo;

        @Override
        public String toString() {
            return getClass().getSimpleName() + " " + id + " " + name;
        }
    }

    /** In the one table of all keepers. */
    @Entity(name = "Boss")
    static class Boss extends Keeper {
        @Nullable Integer bonus;
    }

    @Entity(name = "Stay")
    @Table(name = "STAY")
    @AdditionalCriteria("this.gone = false")
    @ColocatedWith("zoo")
    static class Stay {
        @Id
        int id;

        int days;
        boolean gone;

        @ManyToOne(fetch = FetchType.LAZY)
        @Nullable Zoo zoo;

        @Override
        public String toString() {
            return "stay " + id + " " + days;
        }
    }

    /** What an entity is related to, in words; without an order that it does not have. */
    static Object related(Object entity, String attribute) {
        Object related = switch (attribute) {
            case "zoo" ->
                entity instanceof Animal animal
                        ? animal.zoo
                        : entity instanceof Keeper keeper ? keeper.zoo : ((Stay) entity).zoo;
            case "animals" -> ((Zoo) entity).animals;
            case "keepers" -> ((Zoo) entity).keepers;
            case "stays" -> ((Zoo) entity).stays;
            case "tags" -> ((Zoo) entity).tags;
            case "tasks" -> ((Zoo) entity).tasks;
            default -> throw new IllegalArgumentException(attribute);
        };
        return related instanceof Collection<?> many && !attribute.equals("tasks")
                ? many.stream().map(String::valueOf).sorted().toList()
                : String.valueOf(related);
    }

    /** The same for each call. */
    static List<Zoo> all() {
        Random random = new Random(4);
        List<Zoo> all = new ArrayList<>();
        for (int i = 1; i <= COUNT; i++) {
            all.add(zoo(i, random));
        }
        return all;
    }

    private static Zoo zoo(int number, Random random) {
        Zoo zoo = new Zoo();
        zoo.id = number;
        zoo.land = LANDS.get(number % LANDS.size());
        zoo.name = word(random);
        zoo.motto = random.nextInt(4) == 0 ? null : word(random);
        zoo.area = random.nextInt(5) == 0 ? null : random.nextInt(6);
        for (int i = random.nextInt(3); i > 0; i--) {
            zoo.tags.add(word(random));
            zoo.tasks.add(word(random));
            zoo.stock.put(word(random), random.nextInt(5));
        }
        for (int i = 0; i < random.nextInt(5); i++) {
            zoo.animals.add(animal(10 * number + i, zoo, random));
            zoo.keepers.add(keeper(10 * number + i, zoo, random));
            zoo.stays.add(stay(10 * number + i, zoo, random));
        }
        return zoo;
    }

    private static Animal animal(int id, Zoo zoo, Random random) {
        Animal made = switch (random.nextInt(3)) {
            case 0 -> {
                Bird bird = new Bird();
                bird.wingspan = random.nextInt(4) == 0 ? null : random.nextInt(5);
                yield bird;
            }
            case 1 -> {
                Fish fish = new Fish();
                fish.depth = random.nextInt(5);
                yield fish;
            }
            default -> new Animal();
        };
        made.id = id;
        made.name = word(random);
        made.weight = random.nextInt(6);
        made.zoo = zoo;
        return made;
    }

    private static Keeper keeper(int id, Zoo zoo, Random random) {
        Keeper made = new Keeper();
        if (random.nextBoolean()) {
            Boss boss = new Boss();
            boss.bonus = random.nextInt(4);
            made = boss;
        }
        made.id = id;
        made.name = word(random);
        made.zoo = zoo;
        return made;
    }

    private static Stay stay(int id, Zoo zoo, Random random) {
        Stay made = new Stay();
        made.id = id;
        made.days = random.nextInt(6);
        made.gone = random.nextInt(3) == 0;
        made.zoo = zoo;
        return made;
    }

    private static String word(Random random) {
        return WORDS.get(random.nextInt(WORDS.size()));
    }
}
