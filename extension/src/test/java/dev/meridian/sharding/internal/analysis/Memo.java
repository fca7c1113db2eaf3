package dev.meridian.sharding.internal.analysis;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** An entity that is not sharded. */
@Entity
class Memo {

    @Id
    private long id;

    protected Memo() {}
}
