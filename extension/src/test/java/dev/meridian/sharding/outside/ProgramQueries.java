package dev.meridian.sharding.outside;

import dev.meridian.sharding.outside.Farms.Crop;
import dev.meridian.sharding.outside.Farms.Farm;
import dev.meridian.sharding.outside.Farms.Field;
import dev.meridian.sharding.outside.Farms.Named;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What programs ask. Each answer is in words, without ids; what has no order is sorted. */
final class ProgramQueries {

    private static final List<String> OF_ALL = List.of(
            "SELECT f FROM Farm f",
            "SELECT c.mark, c.name FROM Crop c ORDER BY c.mark, c.name",
            "SELECT f.name, COUNT(c) FROM Field f LEFT JOIN f.crops c GROUP BY f.name",
            "SELECT DISTINCT f FROM Farm f LEFT JOIN FETCH f.fields",
            "SELECT SUM(c.mark), COUNT(c) FROM Crop c",
            "SELECT f FROM Farm f WHERE f.fields IS EMPTY",
            "SELECT c FROM Crop c WHERE c.mark >= (SELECT AVG(d.mark) FROM Crop d)",
            "SELECT c FROM Crop c WHERE c.field.farm.region IN ('Japan', 'France')",
            "SELECT f.mark, f.name FROM Field f WHERE f.farm.region = 'Canada' ORDER BY f.mark DESC, f.name");

    private static final Map<Class<?>, List<String>> OF_ONE = Map.of(
            Farm.class,
            List.of(
                    "SELECT f FROM Field f WHERE f.farm = ?1",
                    "SELECT c FROM Crop c WHERE c.field.farm = ?1",
                    "SELECT f.name FROM Farm f WHERE f = ?1"),
            Field.class,
            List.of(
                    "SELECT c FROM Crop c WHERE c.field = ?1",
                    "SELECT f.farm.name FROM Field f WHERE f = ?1",
                    "SELECT COUNT(c) FROM Crop c WHERE c.field = ?1"),
            Crop.class,
            List.of("SELECT c.field.name FROM Crop c WHERE c = ?1", "SELECT c FROM Crop c WHERE c = ?1"));

    private static final List<String> BULK = List.of(
            "UPDATE Crop c SET c.mark = c.mark + 1 WHERE c.mark < 50",
            "UPDATE Field f SET f.mark = 7 WHERE f.farm.region = 'Japan'",
            "DELETE FROM Crop c WHERE c.mark > 80",
            "UPDATE Farm f SET f.mark = f.mark + 1");

    private ProgramQueries() {}

    static String ofAll(EntityManager em, int number) {
        String jpql = pick(OF_ALL, number);
        return answer(em.createQuery(jpql), jpql.contains("ORDER BY"));
    }

    static String ofOne(EntityManager em, Named parameter, int number) {
        String jpql = pick(OF_ONE.get(parameter.getClass()), number);
        return answer(em.createQuery(jpql).setParameter(1, parameter), false);
    }

    static String bulk(EntityManager em, int number) {
        return em.createQuery(pick(BULK, number)).executeUpdate() + " changed";
    }

    private static String pick(List<String> some, int number) {
        return some.get(number % some.size());
    }

    private static String answer(Query query, boolean ordered) {
        List<String> lines = ((List<?>) query.getResultList())
                .stream()
                        .map(row -> row instanceof Object[] columns ? Arrays.toString(columns) : String.valueOf(row))
                        .toList();
        return (ordered ? lines : lines.stream().sorted().toList()).toString();
    }
}
