package dev.meridian.sharding.testkit.garden;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/** A path of a garden: an element of its collections. */
@Embeddable
public class Path {

    @Column(length = 20)
    private @Nullable String surface;

    private int meters;

    protected Path() {}

    public Path(String surface, int meters) {
        this.surface = surface;
        this.meters = meters;
    }

    public @Nullable String getSurface() {
        return surface;
    }

    public int getMeters() {
        return meters;
    }

    public void setMeters(int meters) {
        this.meters = meters;
    }
}
