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

/** Its id has its library's in it, and so the shard key. */
@Entity
@ColocatedWith("library")
@IdClass(ShelfId.class)
public class Shelf implements Serializable {
    private static final long serialVersionUID = 1L;

    @Id
    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "LIBRARY_CONTINENT", referencedColumnName = "CONTINENT")
    @JoinColumn(name = "LIBRARY_NR", referencedColumnName = "NR")
    private @Nullable Library library;

    @Id
    private int nr;

    private String subject = "";

    protected Shelf() {}

    public Shelf(Library library, int nr, String subject) {
        this.library = library;
        this.nr = nr;
        this.subject = subject;
    }

    public @Nullable Library getLibrary() {
        return library;
    }

    public String getSubject() {
        return subject;
    }

    public void setSubject(String subject) {
        this.subject = subject;
    }
}
