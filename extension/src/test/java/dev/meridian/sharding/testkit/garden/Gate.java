package dev.meridian.sharding.testkit.garden;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** The one gate of a garden, which has no column for it. */
@Entity
@Table(name = "GATE")
@ColocatedWith("garden")
public class Gate {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Column(length = 30)
    private @Nullable String name;

    @OneToOne(fetch = FetchType.LAZY)
    private @Nullable Garden garden;

    protected Gate() {}

    public Gate(@Nullable Garden garden, String name) {
        this.garden = garden;
        this.name = name;
    }

    /** Null until it is written. */
    public @Nullable Long getId() {
        return id;
    }

    public @Nullable String getName() {
        return name;
    }

    public @Nullable Garden getGarden() {
        return garden;
    }
}
