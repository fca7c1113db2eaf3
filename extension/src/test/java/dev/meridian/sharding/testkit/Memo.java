package dev.meridian.sharding.testkit;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.jspecify.annotations.Nullable;

/** The smallest entity: it is there to be woven, or not, and to be counted. */
@Entity
class Memo {

    @Id
    private long id;

    private String text = "";

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable Memo answered;

    protected Memo() {}

    Memo(long id, String text) {
        this.id = id;
        this.text = text;
    }

    Memo(long id, String text, Memo answered) {
        this(id, text);
        this.answered = answered;
    }

    long id() {
        return id;
    }

    String text() {
        return text;
    }

    @Nullable Memo answered() {
        return answered;
    }
}
