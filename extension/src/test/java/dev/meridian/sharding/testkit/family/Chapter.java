package dev.meridian.sharding.testkit.family;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Its id has the novel's in it, by {@code @MapsId} to a part of an {@code @EmbeddedId}. */
@Entity
@ColocatedWith("novel")
public class Chapter implements Serializable {
    private static final long serialVersionUID = 1L;

    @EmbeddedId
    private ChapterId id = new ChapterId();

    @MapsId("novelId")
    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable Novel novel;

    private String name = "";

    protected Chapter() {}

    public Chapter(Novel novel, int nr, String name) {
        this.id = new ChapterId(null, nr);
        this.novel = novel;
        this.name = name;
    }

    public ChapterId getId() {
        return id;
    }

    public @Nullable Novel getNovel() {
        return novel;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }
}
