package dev.meridian.sharding.testkit.family;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToOne;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Its novel is its id. */
@Entity
@ColocatedWith("novel")
public class Spine implements Serializable {
    private static final long serialVersionUID = 1L;

    @Id
    @OneToOne(fetch = FetchType.LAZY)
    private @Nullable Novel novel;

    private int width;

    protected Spine() {}

    public Spine(Novel novel, int width) {
        this.novel = novel;
        this.width = width;
    }

    public @Nullable Novel getNovel() {
        return novel;
    }

    public int getWidth() {
        return width;
    }
}
