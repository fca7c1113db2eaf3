package dev.meridian.sharding.internal.model;

import static dev.meridian.sharding.internal.model.UnitReading.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;
import org.junit.jupiter.api.Test;

class ShardKeyRefusalTest {

    @MappedSuperclass
    abstract static class WithId {
        @Id
        long id;
    }

    @Entity(name = "ByText")
    @Partitioned("ByText")
    @ValuePartitioning(
            name = "ByText",
            partitionColumn = @Column(name = "NUMBER"),
            partitions = @ValuePartition(value = "7", connectionPool = "asia"))
    static class ByText extends WithId {
        @Column(name = "NUMBER")
        long number;
    }

    @Entity(name = "Unmapped")
    @Partitioned("Unmapped")
    @ValuePartitioning(
            name = "Unmapped",
            partitionColumn = @Column(name = "REGION"),
            partitions = @ValuePartition(value = "7", connectionPool = "asia"))
    static class Unmapped extends WithId {
        @ElementCollection
        List<Place> places;
    }

    @Embeddable
    static class Place {
        String region;
    }

    @Entity(name = "ReadOnlyPlace")
    @Partitioned("Unmapped")
    static class ReadOnlyPlace extends WithId {
        @Embedded
        @AttributeOverride(name = "region", column = @Column(name = "REGION", insertable = false))
        Place place;
    }

    @Entity(name = "TwoPlaces")
    @Partitioned("Unmapped")
    static class TwoPlaces extends WithId {
        @Embedded
        Place place;

        @Embedded
        Place again;
    }

    @Entity(name = "OtherColumn")
    @Partitioned("Unmapped")
    static class OtherColumn extends WithId {
        @Embedded
        @AttributeOverride(name = "region", column = @Column(name = "AREA"))
        Place place;
    }

    /** The converter of the embedding is found out only when EclipseLink has initialised the mapping. */
    @Entity(name = "ConvertedPlace")
    @Partitioned("ConvertedPlace")
    @ValuePartitioning(
            name = "ConvertedPlace",
            partitionColumn = @Column(name = "REGION"),
            partitions = @ValuePartition(value = "7", connectionPool = "asia"))
    static class ConvertedPlace extends WithId {
        @Embedded
        @Convert(attributeName = "region", converter = ToDecimal.class)
        Place place;
    }

    @Entity(name = "ReadOnlyKey")
    @Partitioned("ReadOnlyKey")
    @ValuePartitioning(
            name = "ReadOnlyKey",
            partitionColumn = @Column(name = "REGION"),
            partitions = @ValuePartition(value = "7", connectionPool = "asia"))
    static class ReadOnlyKey extends WithId {
        @Column(insertable = false)
        String region;
    }

    @Entity(name = "TwoWriters")
    @Partitioned("TwoWriters")
    @ValuePartitioning(
            name = "TwoWriters",
            partitionColumn = @Column(name = "REGION"),
            partitions = @ValuePartition(value = "7", connectionPool = "asia"))
    static class TwoWriters extends WithId {
        String region;

        @Column(name = "REGION")
        String again;
    }

    @Entity(name = "Generated")
    @Partitioned("Generated")
    @ValuePartitioning(
            name = "Generated",
            partitionColumn = @Column(name = "ID"),
            partitionValueType = Long.class,
            partitions = @ValuePartition(value = "7", connectionPool = "asia"))
    static class Generated {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;
    }

    enum Region {
        ASIA
    }

    @Converter
    static class ToDecimal implements AttributeConverter<String, BigDecimal> {
        @Override
        public BigDecimal convertToDatabaseColumn(String attribute) {
            return new BigDecimal(attribute);
        }

        @Override
        public String convertToEntityAttribute(BigDecimal column) {
            return column.toString();
        }
    }

    @ValuePartitioning(
            name = "ByRegion",
            partitionColumn = @Column(name = "REGION"),
            partitions = @ValuePartition(value = "ASIA", connectionPool = "asia"))
    @Entity(name = "A1")
    @Partitioned("ByRegion")
    static class ByEnum extends WithId {
        Region region;
    }

    @Entity(name = "A2")
    @Partitioned("ByRegion")
    static class ByConverted extends WithId {
        @Convert(converter = ToDecimal.class)
        String region;
    }

    @Entity(name = "A3")
    @Partitioned("ByRegion")
    static class ByDecimal extends WithId {
        BigDecimal region;
    }

    @Entity(name = "A5")
    @Partitioned("ByRegion")
    static class BySerialized extends WithId {
        @org.eclipse.persistence.annotations.Convert(org.eclipse.persistence.annotations.Convert.SERIALIZED)
        Integer region;
    }

    @Entity(name = "A4")
    @Partitioned("ByRegion")
    static class ByUuid extends WithId {
        UUID region;
    }

    @Test
    void key_ofAnotherTypeThanTheMappedValues_isRefused() {
        assertThat(problems(unit(ByText.class)))
                .containsExactly(
                        "MERIDIAN-046 The shard key ByText.number is of the type Long, but its policy maps values"
                                + " of the type String. Set partitionValueType=Long.class.");
    }

    @Test
    void key_thatIsNoBasicAttributeOfTheEntity_isRefused() {
        assertThat(problems(unit(Unmapped.class, OtherColumn.class, Place.class)))
                .contains(
                        "MERIDIAN-043 The partition column REGION of Unmapped is not the column of a basic attribute of"
                                + " the entity or of an embeddable in it. Map it with @Basic or @Column.",
                        "MERIDIAN-043 The partition column REGION of OtherColumn is not the column of a basic attribute of"
                                + " the entity or of an embeddable in it. Map it with @Basic or @Column.");
    }

    @Test
    void key_inAnEmbeddableThatDoesNotWriteIt_isRefused() {
        assertThat(problems(unit(ReadOnlyPlace.class, TwoPlaces.class, Unmapped.class, Place.class)))
                .contains(
                        "MERIDIAN-044 The shard key ReadOnlyPlace.place.region is not insertable. A new object must bring"
                                + " its shard key: map the column by one insertable attribute.",
                        "MERIDIAN-044 The shard key TwoPlaces.again.region is not the only attribute that writes its"
                                + " column. A new object must bring its shard key: map the column by one insertable attribute.");
    }

    @Test
    void key_thatIsConvertedWhereItsEmbeddableIsEmbedded_isRefused() {
        assertThatThrownBy(() -> ShardedUnit.with(ConvertedPlace.class, Place.class, ToDecimal.class)
                        .shards("primary", "asia")
                        .open())
                .hasStackTraceContaining("MERIDIAN-045 The shard key ConvertedPlace.place.region is converted where its"
                        + " embeddable is embedded, which is not supported.");
    }

    @Test
    void key_thatIsNotInsertable_isRefused() {
        assertThat(problems(unit(ReadOnlyKey.class)))
                .containsExactly(
                        "MERIDIAN-044 The shard key ReadOnlyKey.region is not insertable. A new object must bring"
                                + " its shard key: map the column by one insertable attribute.");
    }

    @Test
    void key_thatTwoAttributesWrite_isRefused() {
        assertThat(problems(unit(TwoWriters.class)))
                .containsExactly(
                        "MERIDIAN-044 The shard key TwoWriters.again is not the only attribute that writes its"
                                + " column. A new object must bring its shard key: map the column by one insertable attribute.");
    }

    @Test
    void key_thatTheDatabaseGenerates_isRefused() {
        assertThat(problems(unit(Generated.class)))
                .containsExactly(
                        "MERIDIAN-044 The shard key Generated.id is generated by the insert itself. A new object"
                                + " must bring its shard key: map the column by one insertable attribute.");
    }

    @Test
    void key_ofAnUnsupportedType_isRefused() {
        String supported =
                ", which is not supported. The column may hold String, Integer, Long, Short, Byte, BigInteger,"
                        + " Character, Boolean, UUID, LocalDate.";

        String enumOfNumbers =
                "MERIDIAN-046 The shard key A1.region is of the type Integer, but its policy maps values of the"
                        + " type String. Set partitionValueType=Integer.class.";

        assertThat(problems(
                        unit(ByEnum.class, ByDecimal.class, ByConverted.class, ToDecimal.class, BySerialized.class)))
                .containsExactly(
                        enumOfNumbers,
                        "MERIDIAN-045 The shard key A2.region is BigDecimal behind a converter" + supported,
                        "MERIDIAN-045 The shard key A3.region is BigDecimal" + supported,
                        "MERIDIAN-045 The shard key A5.region is Integer behind a converter" + supported);
    }

    @Test
    void key_ofAnotherColumnTypeThanTheMappedValues_isRefused() {
        assertThat(problems(unit(ByEnum.class, ByUuid.class)))
                .containsExactly(
                        "MERIDIAN-046 The shard key A1.region is of the type Integer, but its policy maps values of"
                                + " the type String. Set partitionValueType=Integer.class.",
                        "MERIDIAN-046 The shard key A4.region is of the type UUID, but its policy maps values of the"
                                + " type String. Set partitionValueType=UUID.class.");
    }

    private static ShardedUnit.Builder unit(Class<?>... managed) {
        return ShardedUnit.with(managed).shards("primary", "asia");
    }
}
