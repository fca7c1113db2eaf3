package dev.meridian.sharding.testkit.family;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Its chapter is a part of its id, by {@code @IdClass}. */
@Entity
@ColocatedWith("chapter")
@IdClass(RemarkId.class)
public class Remark implements Serializable {
    private static final long serialVersionUID = 1L;

    @Id
    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "NOVEL_ID", referencedColumnName = "NOVEL_ID")
    @JoinColumn(name = "CHAPTER_NR", referencedColumnName = "NR")
    private @Nullable Chapter chapter;

    @Id
    private int nr;

    private String text = "";

    protected Remark() {}

    public Remark(Chapter chapter, int nr, String text) {
        this.chapter = chapter;
        this.nr = nr;
        this.text = text;
    }

    public @Nullable Chapter getChapter() {
        return chapter;
    }

    public String getText() {
        return text;
    }
}
