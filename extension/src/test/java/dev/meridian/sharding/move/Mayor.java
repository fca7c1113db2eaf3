package dev.meridian.sharding.move;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToOne;
import jakarta.persistence.PrimaryKeyJoinColumn;
import org.jspecify.annotations.Nullable;

/** Its id is its town's, by {@code @PrimaryKeyJoinColumn}. */
@Entity
@ColocatedWith("town")
public class Mayor {

    @Id
    private @Nullable Long id;

    @OneToOne(fetch = FetchType.LAZY)
    @PrimaryKeyJoinColumn
    private @Nullable Town town;

    private @Nullable String name;

    protected Mayor() {}

    public Mayor(Town town, String name) {
        this.id = town.getId();
        this.town = town;
        this.name = name;
    }

    public @Nullable Town getTown() {
        return town;
    }

    public void setTown(Town town) {
        this.town = town;
    }

    public @Nullable String getName() {
        return name;
    }
}
