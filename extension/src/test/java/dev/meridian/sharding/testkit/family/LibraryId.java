package dev.meridian.sharding.testkit.family;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The shard key and a number. */
@Embeddable
public class LibraryId implements Serializable {
    private static final long serialVersionUID = 1L;

    @Column(nullable = false, length = 30)
    private String continent = "";

    private int nr;

    public LibraryId() {}

    public LibraryId(String continent, int nr) {
        this.continent = continent;
        this.nr = nr;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LibraryId id && Objects.equals(continent, id.continent) && nr == id.nr;
    }

    @Override
    public int hashCode() {
        return Objects.hash(continent, nr);
    }
}
