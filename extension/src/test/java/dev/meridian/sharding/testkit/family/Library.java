package dev.meridian.sharding.testkit.family;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.OneToMany;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.annotations.Partitioned;

/** A root with its shard key in its id. */
@Entity
@Partitioned("NovelsByContinent")
public class Library implements Serializable {
    private static final long serialVersionUID = 1L;

    @EmbeddedId
    private LibraryId id = new LibraryId();

    private String name = "";

    @OneToMany(mappedBy = "library")
    private List<Shelf> shelves = new ArrayList<>();

    protected Library() {}

    public Library(LibraryId id, String name) {
        this.id = id;
        this.name = name;
    }

    public LibraryId getId() {
        return id;
    }

    public String getName() {
        return name;
    }

    /** The live list. */
    public List<Shelf> getShelves() {
        return shelves;
    }
}
