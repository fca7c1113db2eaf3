package dev.meridian.sharding.answers;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** An unsharded entity: on the primary shard alone. */
@Entity
@Table(name = "TOPIC")
class Topic {

    @Id
    @GeneratedValue(strategy = GenerationType.TABLE, generator = "places")
    @Nullable Long id;

    @Column(nullable = false, length = 10)
    String code = "";

    @Column(length = 40)
    @Nullable String title;

    @Nullable Integer pages;

    protected Topic() {}

    Topic(String code) {
        this.code = code;
    }
}
