package dev.meridian.sharding.scenario;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/** An unsharded entity, whose id the primary's database makes. */
@Entity
public class Note {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String text = "";

    protected Note() {}

    public Note(String text) {
        this.text = text;
    }

    /** Null until it is written. */
    public @Nullable Long getId() {
        return id;
    }

    public String getText() {
        return text;
    }
}
