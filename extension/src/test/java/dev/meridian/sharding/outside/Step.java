package dev.meridian.sharding.outside;

/**
 * One call of a program.
 *
 * @param target the number of the object that it is about
 * @param other the number of a second one: its parent, or the one to move to
 * @param number what else there is to choose
 */
record Step(Action action, int target, int other, int number) {

    /** What a program can do. */
    enum Action {
        BEGIN(6),
        COMMIT(6),
        ROLLBACK(4),
        FLUSH(5),
        CLEAR(4),
        NEW_FARM(4),
        NEW_FIELD(10),
        NEW_CROP(10),
        FIND(5),
        REFERENCE(2),
        MARK(10),
        REMOVE(9),
        REFRESH(5),
        DETACH(3),
        MERGE(5),
        MERGE_COPY(6),
        MERGE_SERIALISED(4),
        CHILDREN(5),
        PARENT(4),
        CONTAINS(4),
        LOCK(6),
        MOVE(9),
        QUERY(14),
        BULK(3),
        EVICT(2),
        ELSEWHERE(9);

        private final int weight;

        Action(int weight) {
            this.weight = weight;
        }

        int weight() {
            return weight;
        }
    }

    @Override
    public String toString() {
        return action + "(" + target + ", " + other + ", " + number + ")";
    }
}
