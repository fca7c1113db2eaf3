package dev.meridian.sharding.answers;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.Column;
import jakarta.persistence.ConstraintMode;
import jakarta.persistence.Entity;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Stored with its visit, so with its place. */
@Entity
@Table(name = "REMARK")
@ColocatedWith("visit")
class Remark {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    @Column(nullable = false, length = 10)
    String code = "";

    @ManyToOne
    @JoinColumn(name = "VISIT_ID", foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
    @Nullable Visit visit;

    @Column(length = 40)
    @Nullable String words;

    @Nullable Integer stars;

    @Column(precision = 10, scale = 2)
    @Nullable BigDecimal tip;

    protected Remark() {}

    Remark(String code, Visit visit) {
        this.code = code;
        this.visit = visit;
    }
}
