package dev.meridian.sharding.internal.schema.shop;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.jspecify.annotations.Nullable;

/** A root whose ids come from a sequence object. */
@Entity
@Partitioned("TicketByContinent")
@ValuePartitioning(
        name = "TicketByContinent",
        partitionColumn = @Column(name = "CONTINENT"),
        partitionValueType = String.class,
        partitions = {
            @ValuePartition(value = "North America", connectionPool = "north_america"),
            @ValuePartition(value = "Asia", connectionPool = "asia")
        })
public class Ticket {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "tickets")
    @SequenceGenerator(name = "tickets", sequenceName = "TICKETS", allocationSize = 2)
    private @Nullable Long id;

    @Column(name = "CONTINENT", nullable = false)
    private String continent = "";

    protected Ticket() {}

    public Ticket(String continent) {
        this.continent = continent;
    }

    public @Nullable Long getId() {
        return id;
    }

    public String getContinent() {
        return continent;
    }
}
