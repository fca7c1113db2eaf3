package dev.meridian.sharding.move;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.TableGenerator;
import org.jspecify.annotations.Nullable;

/** Stored with its harbour; each ship must have one. */
@Entity
@ColocatedWith("harbour")
public class Yard {

    @Id
    @GeneratedValue(strategy = GenerationType.TABLE, generator = "yards")
    @TableGenerator(name = "yards", table = "IDS", pkColumnValue = "yards", allocationSize = 50)
    private @Nullable Long id;

    @ManyToOne
    private @Nullable Harbour harbour;

    protected Yard() {}

    Yard(Harbour harbour) {
        this.harbour = harbour;
    }

    @Nullable Harbour getHarbour() {
        return harbour;
    }
}
