package dev.meridian.sharding.internal.analysis;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.List;

/** A row of the random test: a key, and columns on which conditions are free to be TRUE, FALSE or UNKNOWN. */
@Entity
class Place {

    @Id
    private long id;

    @Column(nullable = false, length = 30)
    private String continent;

    private Integer a;
    private Integer b;
    private Integer c;

    @OneToMany(mappedBy = "place")
    private List<Reading> readings = new ArrayList<>();

    protected Place() {}

    Place(long id, String continent, Integer a, Integer b, Integer c) {
        this.id = id;
        this.continent = continent;
        this.a = a;
        this.b = b;
        this.c = c;
    }

    @Override
    public String toString() {
        return id + " " + continent + " " + a + " " + b + " " + c + " " + readings.size();
    }
}
