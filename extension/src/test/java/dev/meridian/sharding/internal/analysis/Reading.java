package dev.meridian.sharding.internal.analysis;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;

/** Co-located with its place. */
@Entity
class Reading {

    @Id
    private long id;

    @ManyToOne
    private Place place;

    protected Reading() {}

    Reading(long id, Place place) {
        this.id = id;
        this.place = place;
    }

    @Override
    public String toString() {
        return id + " of " + place;
    }
}
