package dev.meridian.sharding.answers;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.ConstraintMode;
import jakarta.persistence.Entity;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stored with its place. Without a foreign key, so that a bulk DELETE of places is no error. */
@Entity
@Table(name = "VISIT")
@ColocatedWith("place")
class Visit {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    @Column(nullable = false, length = 10)
    String code = "";

    @ManyToOne
    @JoinColumn(name = "PLACE_ID", foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
    @Nullable Place place;

    @Column(length = 40)
    @Nullable String purpose;

    @Nullable Integer guests;

    @Nullable Long steps;

    @Column(precision = 8, scale = 3)
    @Nullable BigDecimal cost;

    @Nullable Double degrees;

    @Nullable LocalDate arrived;

    @Nullable LocalDateTime logged;

    @OneToMany(mappedBy = "visit", cascade = CascadeType.PERSIST)
    List<Remark> remarks = new ArrayList<>();

    protected Visit() {}

    Visit(String code, Place place) {
        this.code = code;
        this.place = place;
    }
}
