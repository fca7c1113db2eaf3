package dev.meridian.sharding.internal.model;

import static dev.meridian.sharding.internal.model.UnitReading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meridian.sharding.ColocatedWith;
import dev.meridian.sharding.internal.model.Entities.Place;
import dev.meridian.sharding.internal.model.Entities.WithId;
import dev.meridian.sharding.internal.model.Entities.WithKey;
import dev.meridian.sharding.testkit.ShardedUnit;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.ManyToOne;
import java.util.List;
import java.util.Map;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ReadTransformer;
import org.eclipse.persistence.annotations.ReturnInsert;
import org.eclipse.persistence.annotations.Transformation;
import org.eclipse.persistence.annotations.VariableOneToOne;
import org.eclipse.persistence.mappings.foundation.AbstractTransformationMapping;
import org.eclipse.persistence.mappings.transformers.AttributeTransformer;
import org.eclipse.persistence.sessions.DataRecord;
import org.eclipse.persistence.sessions.Session;
import org.junit.jupiter.api.Test;

class MappingRefusalTest {

    interface Anything {}

    public static class Reading implements AttributeTransformer {
        private static final long serialVersionUID = 1L;

        @Override
        public void initialize(AbstractTransformationMapping mapping) {}

        @Override
        public Object buildAttributeValue(DataRecord row, Object object, Session session) {
            return "";
        }
    }

    @Embeddable
    static class Pointing {
        @ManyToOne
        Place place;
    }

    @Embeddable
    static class PointingToBad {
        @ManyToOne
        Bad bad;
    }

    @Embeddable
    record PointingRecord(@ManyToOne Bad bad) {}

    @Embeddable
    static class Returning {
        @ReturnInsert
        String text;
    }

    @Entity(name = "Bad")
    @Partitioned("ByRegion")
    static class Bad extends WithKey {
        @ElementCollection
        Map<Place, String> places;

        @Embedded
        Pointing pointing;

        @Embedded
        PointingRecord constant;

        @ElementCollection
        List<PointingToBad> several;

        @Embedded
        Returning returning;

        @Transformation
        @ReadTransformer(transformerClass = Reading.class)
        String transformed;

        @VariableOneToOne(targetInterface = Anything.class)
        Anything anything;
    }

    @Entity(name = "BadChild")
    @ColocatedWith("bad")
    static class BadChild extends WithId {
        @ManyToOne
        Bad bad;
    }

    @Test
    void mapping_thatIsNotListed_isRefused() {
        assertThat(problems(unit(
                        Place.class,
                        Bad.class,
                        BadChild.class,
                        Pointing.class,
                        PointingToBad.class,
                        PointingRecord.class,
                        Returning.class)))
                .containsExactly(
                        refused("anything", "a relation to an interface"),
                        refused("constant.bad", "a relation of a record, or of an embeddable that is only read"),
                        refused("places (its key)", "a map whose key is an entity that is no reference entity"),
                        "MERIDIAN-056 Bad.pointing.place points to the sharded entity Place, but not along the"
                                + " co-location, so its target can be in another shard. Co-locate by this relation, or"
                                + " keep the target's id as a basic attribute.",
                        refused("returning", "an embeddable with @ReturnInsert or @ReturnUpdate"),
                        refused("several.bad", "a relation of an element of a collection"),
                        refused("transformed", "a transformation"));
    }

    private static String refused(String attribute, String kind) {
        return "MERIDIAN-052 Bad." + attribute + " is " + kind + ", which is not supported in a sharded entity. Map it"
                + " otherwise, or keep it in an entity of its own.";
    }

    private static ShardedUnit.Builder unit(Class<?>... managed) {
        return ShardedUnit.with(managed).shards("primary", "asia");
    }
}
