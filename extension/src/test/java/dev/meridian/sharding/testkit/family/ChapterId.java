package dev.meridian.sharding.testkit.family;

import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The novel's id and a number. */
@Embeddable
public class ChapterId implements Serializable {
    private static final long serialVersionUID = 1L;

    private @Nullable Long novelId;
    private int nr;

    public ChapterId() {}

    public ChapterId(@Nullable Long novelId, int nr) {
        this.novelId = novelId;
        this.nr = nr;
    }

    public int getNr() {
        return nr;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChapterId id && Objects.equals(novelId, id.novelId) && nr == id.nr;
    }

    @Override
    public int hashCode() {
        return Objects.hash(novelId, nr);
    }
}
