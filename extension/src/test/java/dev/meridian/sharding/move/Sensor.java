package dev.meridian.sharding.move;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.TableGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Stored with its town; it has no version. */
@Entity
@ColocatedWith("town")
public class Sensor {

    @Id
    @GeneratedValue(strategy = GenerationType.TABLE, generator = "sensors")
    @TableGenerator(name = "sensors", table = "IDS", pkColumnValue = "sensors", allocationSize = 50)
    private @Nullable Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable Town town;

    private int level;

    @Lob
    private byte @Nullable [] picture;

    @OneToMany(mappedBy = "sensor", cascade = CascadeType.ALL)
    private List<Sample> samples = new ArrayList<>();

    protected Sensor() {}

    public Sensor(@Nullable Town town, int level) {
        this.town = town;
        this.level = level;
        this.picture = new byte[] {1, 2, (byte) level};
    }

    public Long getId() {
        return Objects.requireNonNull(id);
    }

    public @Nullable Town getTown() {
        return town;
    }

    public void setTown(@Nullable Town town) {
        this.town = town;
    }

    public int getLevel() {
        return level;
    }

    public void setLevel(int level) {
        this.level = level;
    }

    public byte @Nullable [] getPicture() {
        return picture == null ? null : picture.clone();
    }

    /** The live list. */
    public List<Sample> getSamples() {
        return samples;
    }

    /** A new sample, on both sides. */
    public Sample sample(int depth) {
        Sample sample = new Sample(this, depth);
        samples.add(sample);
        return sample;
    }
}
