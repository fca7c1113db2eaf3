package dev.meridian.sharding.internal.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A random query over {@link Place}, which returns the keys of the rows that it finds. */
record RandomQuery(Form form, String condition, Map<String, Object> parameters) {

    /** Where a condition stands. Each returns the key of the row whose shard is asked for. */
    enum Form {
        ROOT("SELECT DISTINCT p.continent FROM Place p WHERE %s", "p", null),
        PATH("SELECT DISTINCT p.continent FROM Reading r JOIN r.place p WHERE %s", "r.place", null),
        NULL_SUPPLIED(
                "SELECT DISTINCT p.continent FROM Place p LEFT JOIN p.readings r LEFT JOIN r.place q WHERE %s",
                "q", null),
        OUTER_ON(
                "SELECT DISTINCT p.continent FROM Place p LEFT JOIN p.readings r ON %s",
                "p", "SELECT DISTINCT p.continent FROM Place p LEFT JOIN p.readings r WHERE %s"),
        INNER_ON("SELECT DISTINCT p.continent FROM Place p JOIN p.readings r ON %s", "p", null),
        EXISTS(
                "SELECT DISTINCT p.continent FROM Place p WHERE EXISTS (SELECT r FROM Reading r WHERE r.place = p AND %s)",
                "r.place", null),
        NOT_EXISTS(
                "SELECT DISTINCT p.continent FROM Place p WHERE NOT EXISTS (SELECT r FROM Reading r WHERE r.place = p AND %s)",
                "r.place", null);

        private final String query;
        private final String alias;
        private final String misread;

        Form(String query, String alias, String misread) {
            this.query = query;
            this.alias = alias;
            this.misread = misread == null ? query : misread;
        }

        boolean hasSubquery() {
            return query.contains("EXISTS");
        }
    }

    /** As many queries, always the same ones for a seed. */
    static List<RandomQuery> list(RandomCondition.Vocabulary vocabulary, long seed, int count, List<String> free) {
        Random random = new Random(seed);
        List<RandomQuery> queries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Form form = random.nextInt(3) > 0 ? Form.ROOT : Form.values()[random.nextInt(Form.values().length)];
            queries.add(make(form, vocabulary, random, free));
        }
        return queries;
    }

    /** Some for each mistake that an analyzer could make: with more of the outer joins than {@link #list} has. */
    static List<RandomQuery> listForFaults(
            RandomCondition.Vocabulary vocabulary, long seed, int count, List<String> free) {
        Random random = new Random(seed);
        List<RandomQuery> queries = new ArrayList<>(list(vocabulary, seed, count, free));
        for (int i = 0; i < 60; i++) {
            queries.add(make(Form.NULL_SUPPLIED, vocabulary, random, free));
            queries.add(make(Form.OUTER_ON, vocabulary, random, free));
        }
        return queries;
    }

    private static RandomQuery make(
            Form form, RandomCondition.Vocabulary vocabulary, Random random, List<String> free) {
        Map<String, Object> parameters = new HashMap<>();
        RandomCondition condition = new RandomCondition(
                vocabulary, random, parameters, form.hasSubquery(), free, form == Form.NULL_SUPPLIED);
        return new RandomQuery(form, condition.make(form.alias, random.nextInt(4)), parameters);
    }

    String query() {
        return form.query.formatted(condition);
    }

    /** As an analyzer would read it that takes a condition in ON for one in WHERE. */
    String misread() {
        return form.misread.formatted(condition);
    }
}
