package dev.meridian.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.eclipse.persistence.internal.identitymaps.CacheId;
import org.junit.jupiter.api.Test;

class ShardedKeyTest {

    private final ShardedKey key = ShardedKey.of("asia", 1L);

    @Test
    void equals_sameShardAndId_isTrue() {
        assertThat(key).isEqualTo(ShardedKey.of("asia", 1L)).hasSameHashCodeAs(ShardedKey.of("asia", 1L));
    }

    @Test
    void equals_otherShardOrId_isFalse() {
        assertThat(key).isNotEqualTo(ShardedKey.of("europe", 1L)).isNotEqualTo(ShardedKey.of("asia", 2L));
    }

    @Test
    void equals_plainKeyOfTheSameId_isFalseBothWays() {
        CacheId plain = new CacheId(new Object[] {1L});
        assertThat(key.equals((Object) plain)).isFalse();
        assertThat(plain.equals((Object) key)).isFalse();
        assertThat(plain.equals(key)).isFalse();
    }

    @Test
    void id_isWhatWasGiven() {
        assertThat(key.id()).isEqualTo(1L);
        assertThat(key.shard()).isEqualTo("asia");
        assertThat(ShardedKey.of("asia", List.of(1L, "x")).id()).isEqualTo(List.of(1L, "x"));
    }

    @Test
    void compareTo_sameIdOtherShard_isByShard() {
        assertThat(key).isLessThan(ShardedKey.of("europe", 1L)).isLessThan(ShardedKey.of("asia", 2L));
    }

    @Test
    void toString_tellsKeysApart() {
        assertThat(ShardedKey.of("asia", "x")).hasToString("key [x] in asia");
        assertThat(ShardedKey.of("asia", List.of(1L, 2L))).hasToString("key [1, 2] in asia");
    }

    @Test
    void serialised_isEqual() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(key);
        Object copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertThat(copy).isEqualTo(key).hasSameHashCodeAs(key);
    }
}
