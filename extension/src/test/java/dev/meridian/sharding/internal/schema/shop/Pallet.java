package dev.meridian.sharding.internal.schema.shop;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.ConstraintMode;
import jakarta.persistence.Entity;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** Points to its depot by a column that no foreign key checks. */
@Entity
@Table(name = "PALLET")
@ColocatedWith("depot")
public class Pallet {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @ManyToOne
    @JoinColumn(name = "DEPOT_ID", foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
    private @Nullable Depot depot;

    protected Pallet() {}

    public @Nullable Long getId() {
        return id;
    }

    public @Nullable Depot getDepot() {
        return depot;
    }
}
