package dev.meridian.sharding.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OriginsTest {

    private final Origins origins = new Origins();

    @Test
    void of_unknownObject_isNull() {
        assertThat(origins.of(new Object())).isNull();
    }

    @Test
    void of_equalObjects_areKeptApart() {
        List<Integer> one = Stream.of(1).toList();
        List<Integer> other = Stream.of(1).toList();
        origins.record(one, "asia");
        origins.record(other, "europe");
        assertThat(one).isEqualTo(other);
        assertThat(origins.of(one)).isEqualTo("asia");
        assertThat(origins.of(other)).isEqualTo("europe");
    }

    @Test
    void record_again_replaces() {
        Object object = new Object();
        origins.record(object, "asia");
        origins.record(object, "europe");
        assertThat(origins.of(object)).isEqualTo("europe");
        assertThat(origins.size()).isOne();
    }

    @Test
    void record_manyObjects_allAreFound() {
        List<Object> objects =
                IntStream.range(0, 10_000).mapToObj(i -> new Object()).toList();
        objects.forEach(object -> origins.record(object, "asia"));
        assertThat(objects).allMatch(object -> "asia".equals(origins.of(object)));
    }

    @Test
    @Timeout(120)
    void record_doesNotKeepItsObjectAlive() {
        Object kept = new Object();
        origins.record(kept, "asia");
        WeakReference<Object> lost = recordOneMore();
        while (lost.get() != null || origins.size() > 1) {
            System.gc();
        }
        assertThat(origins.of(kept)).isEqualTo("asia");
    }

    private WeakReference<Object> recordOneMore() {
        Object object = new Object();
        origins.record(object, "europe");
        return new WeakReference<>(object);
    }
}
