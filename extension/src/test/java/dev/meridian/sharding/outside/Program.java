package dev.meridian.sharding.outside;

import dev.meridian.sharding.outside.Step.Action;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Calls of an EntityManager, one after the other. What they are about is numbered in the order of its creation. */
record Program(List<Step> steps) {

    private static final int LEAST_STEPS = 10;
    private static final int MOST_STEPS = 28;

    Program {
        steps = List.copyOf(steps);
    }

    /** The same for the same seed. */
    static Program random(long seed) {
        return new Generator(new Random(seed)).program();
    }

    /** Each without one of its steps. */
    Stream<Program> smaller() {
        return IntStream.range(0, steps.size()).map(i -> steps.size() - 1 - i).mapToObj(left -> {
            List<Step> rest = new ArrayList<>(steps);
            rest.remove(left);
            return new Program(rest);
        });
    }

    private static final class Generator {

        private record Made(Action kind, int region) {}

        private static final int WEIGHTS =
                Arrays.stream(Action.values()).mapToInt(Action::weight).sum();

        private final Random random;
        private final List<Made> made = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();

        Generator(Random random) {
            random.nextInt();
            this.random = random;
        }

        Program program() {
            steps.add(new Step(Action.BEGIN, 0, 0, 0));
            add(Action.NEW_FARM);
            add(Action.NEW_FARM);
            add(Action.NEW_FIELD);
            add(Action.NEW_CROP);
            int length = LEAST_STEPS + random.nextInt(MOST_STEPS - LEAST_STEPS);
            while (steps.size() < length) {
                add(action());
            }
            return new Program(steps);
        }

        private Action action() {
            int left = random.nextInt(WEIGHTS);
            for (Action action : Action.values()) {
                left -= action.weight();
                if (left < 0) {
                    return action;
                }
            }
            throw new AssertionError();
        }

        private void add(Action action) {
            int any = random.nextInt(Math.max(1, made.size()));
            switch (action) {
                case NEW_FARM -> create(action, -1, random.nextInt(Farms.REGIONS.size()));
                case NEW_FIELD -> createBelow(action, Action.NEW_FARM);
                case NEW_CROP -> createBelow(action, Action.NEW_FIELD);
                case MOVE -> move(any);
                default -> steps.add(new Step(action, any, any, random.nextInt(100)));
            }
        }

        private void createBelow(Action action, Action above) {
            List<Integer> parents = numbers(above, -1);
            if (!parents.isEmpty()) {
                int parent = pick(parents);
                create(action, parent, made.get(parent).region());
            }
        }

        private void create(Action action, int parent, int region) {
            steps.add(new Step(action, made.size(), parent, action == Action.NEW_FARM ? region : random.nextInt(100)));
            made.add(new Made(action, region));
        }

        // To another shard it would be refused.
        private void move(int child) {
            Made moved = made.get(child);
            if (moved.kind() != Action.NEW_FARM) {
                Action above = moved.kind() == Action.NEW_CROP ? Action.NEW_FIELD : Action.NEW_FARM;
                steps.add(new Step(Action.MOVE, child, pick(numbers(above, moved.region())), 0));
            }
        }

        private List<Integer> numbers(Action kind, int region) {
            return IntStream.range(0, made.size())
                    .filter(i -> made.get(i).kind() == kind
                            && (region < 0 || made.get(i).region() == region))
                    .boxed()
                    .toList();
        }

        private int pick(List<Integer> some) {
            return some.get(random.nextInt(some.size()));
        }
    }
}
