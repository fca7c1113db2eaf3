package dev.meridian.weather;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.eclipse.persistence.annotations.HashPartitioning;
import org.eclipse.persistence.annotations.Partitioned;

/** Stored by a hash of its id; of a persistence unit that the server makes for a repository. */
@Entity
@Table(name = "ACCOUNT")
@Partitioned("ById")
@HashPartitioning(
        name = "ById",
        partitionColumn = @Column(name = "ID"),
        connectionPools = {"default", "asia", "europe", "south_america"},
        unionUnpartitionableQueries = true)
public class Account {
    @Id
    private long id;

    private String owner;
    private int balance;

    protected Account() {}

    public Account(long id, String owner, int balance) {
        this.id = id;
        this.owner = owner;
        this.balance = balance;
    }

    public long getId() {
        return id;
    }

    public String getOwner() {
        return owner;
    }

    public int getBalance() {
        return balance;
    }

    public void setBalance(int balance) {
        this.balance = balance;
    }
}
