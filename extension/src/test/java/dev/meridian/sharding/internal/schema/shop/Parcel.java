package dev.meridian.sharding.internal.schema.shop;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** Stored with its depot, in a table whose name has to be delimited. */
@Entity
@Table(name = "\"Parcel order\"")
@ColocatedWith("depot")
public class Parcel {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @ManyToOne
    @JoinColumn(name = "DEPOT_ID")
    private @Nullable Depot depot;

    @Column(name = "QUANTITY")
    private int quantity;

    protected Parcel() {}

    public Parcel(Depot depot, int quantity) {
        this.depot = depot;
        this.quantity = quantity;
    }

    public @Nullable Depot getDepot() {
        return depot;
    }

    public int getQuantity() {
        return quantity;
    }
}
