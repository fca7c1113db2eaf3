package dev.meridian.sharding.internal.schema.shop;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;

/** Not sharded, with a second table. */
@Entity
@Table(name = "CARRIER")
public class Carrier {

    @Id
    private long id;

    @ElementCollection
    @CollectionTable(name = "CARRIER_PHONE", joinColumns = @JoinColumn(name = "CARRIER_ID"))
    @Column(name = "PHONE")
    private List<String> phones = new ArrayList<>();

    protected Carrier() {}

    public Carrier(long id, String phone) {
        this.id = id;
        phones.add(phone);
    }

    public List<String> getPhones() {
        return phones;
    }
}
