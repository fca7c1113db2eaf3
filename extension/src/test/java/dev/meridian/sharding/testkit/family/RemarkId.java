package dev.meridian.sharding.testkit.family;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The chapter's id and a number. */
public class RemarkId implements Serializable {
    private static final long serialVersionUID = 1L;

    private @Nullable ChapterId chapter;
    private int nr;

    public RemarkId() {}

    public RemarkId(ChapterId chapter, int nr) {
        this.chapter = chapter;
        this.nr = nr;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RemarkId id && Objects.equals(chapter, id.chapter) && nr == id.nr;
    }

    @Override
    public int hashCode() {
        return Objects.hash(chapter, nr);
    }
}
