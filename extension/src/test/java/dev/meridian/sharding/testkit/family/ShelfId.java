package dev.meridian.sharding.testkit.family;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The library's id and a number. */
public class ShelfId implements Serializable {
    private static final long serialVersionUID = 1L;

    private @Nullable LibraryId library;
    private int nr;

    public ShelfId() {}

    public ShelfId(LibraryId library, int nr) {
        this.library = library;
        this.nr = nr;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ShelfId id && Objects.equals(library, id.library) && nr == id.nr;
    }

    @Override
    public int hashCode() {
        return Objects.hash(library, nr);
    }
}
