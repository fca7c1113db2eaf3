package dev.meridian.sharding.move;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stored with its sensor, which is stored with its town. */
@Entity
@ColocatedWith("sensor")
public class Sample {

    @Id
    @GeneratedValue(strategy = GenerationType.UUID)
    private @Nullable UUID id;

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable Sensor sensor;

    private int depth;

    protected Sample() {}

    public Sample(@Nullable Sensor sensor, int depth) {
        this.sensor = sensor;
        this.depth = depth;
    }

    public UUID getId() {
        return Objects.requireNonNull(id);
    }

    public @Nullable Sensor getSensor() {
        return sensor;
    }

    public void setSensor(@Nullable Sensor sensor) {
        this.sensor = sensor;
    }

    public int getDepth() {
        return depth;
    }

    public void setDepth(int depth) {
        this.depth = depth;
    }
}
