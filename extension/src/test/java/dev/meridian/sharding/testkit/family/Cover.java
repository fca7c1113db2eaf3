package dev.meridian.sharding.testkit.family;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Its id is its novel's, by {@code @MapsId}. */
@Entity
@ColocatedWith("novel")
public class Cover implements Serializable {
    private static final long serialVersionUID = 1L;

    @Id
    private @Nullable Long id;

    @MapsId
    @OneToOne(fetch = FetchType.LAZY)
    private @Nullable Novel novel;

    private String colour = "";

    protected Cover() {}

    public Cover(Novel novel, String colour) {
        this.novel = novel;
        this.colour = colour;
    }

    public @Nullable Long getId() {
        return id;
    }

    public @Nullable Novel getNovel() {
        return novel;
    }

    public String getColour() {
        return colour;
    }

    public void setColour(String colour) {
        this.colour = colour;
    }
}
