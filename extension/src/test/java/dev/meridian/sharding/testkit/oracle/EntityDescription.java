package dev.meridian.sharding.testkit.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the oracle knows of an entity. Made by {@link #of}.
 *
 * @param code a text attribute, never null, by which a row is known in every unit: ids may differ between units and repeat
 *     between shards
 * @param codes codes of some rows
 * @param key the shard key's attribute, if it is a root
 * @param placement where its rows are
 */
public record EntityDescription(
        Class<?> type,
        String name,
        String code,
        List<String> codes,
        Optional<Attribute> key,
        Placement placement,
        List<Attribute> attributes,
        List<Relation> relations) {

    /** Where the rows of an entity are. */
    public enum Placement {
        /** Each in the shard of its key, or of what it is co-located with. */
        SHARDED,
        /** All in each shard. */
        REFERENCE,
        /** All on the primary shard. */
        UNSHARDED
    }

    /** Copies its lists. */
    public EntityDescription {
        codes = List.copyOf(codes);
        attributes = List.copyOf(attributes);
        relations = List.copyOf(relations);
    }

    /** Starts the description of an entity whose name is its class's. */
    public static Builder of(Class<?> type, String code, String... codes) {
        return new Builder(type, code, List.of(codes));
    }

    boolean isSharded() {
        return placement == Placement.SHARDED;
    }

    /** The relation to what it is co-located with. */
    Relation parent() {
        return toOnes().stream()
                .filter(relation -> !relation.inverse().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    /** The relations that hold one object. */
    List<Relation> toOnes() {
        return relations.stream().filter(relation -> !relation.many()).toList();
    }

    List<Relation> toManys() {
        return relations.stream().filter(Relation::many).toList();
    }

    /** Collects a description. */
    public static final class Builder {

        private final Class<?> type;
        private final String code;
        private final List<String> codes;
        private Optional<Attribute> key = Optional.empty();
        private Placement placement = Placement.SHARDED;
        private final List<Attribute> attributes = new ArrayList<>();
        private final List<Relation> relations = new ArrayList<>();

        private Builder(Class<?> type, String code, List<String> codes) {
            this.type = type;
            this.code = code;
            this.codes = codes;
        }

        /** The shard key, with values that it has. */
        public Builder key(String attribute, String... values) {
            key = Optional.of(new Attribute(attribute, Kind.TEXT, List.<Object>copyOf(List.of(values))));
            return this;
        }

        /** A basic attribute, with values that queries compare it with. */
        public Builder attribute(String attribute, Kind kind, Object... samples) {
            attributes.add(new Attribute(attribute, kind, Arrays.asList(samples)));
            return this;
        }

        /** The entity that this one is co-located with. */
        public Builder parent(String attribute, Class<?> target, String inverse) {
            relations.add(new Relation(attribute, target.getSimpleName(), inverse, false));
            return this;
        }

        /** Entities that are co-located with this one. */
        public Builder children(String attribute, Class<?> target, String inverse) {
            relations.add(new Relation(attribute, target.getSimpleName(), inverse, true));
            return this;
        }

        /** A reference entity that this one points to. */
        public Builder reference(String attribute, Class<?> target) {
            relations.add(new Relation(attribute, target.getSimpleName(), "", false));
            return this;
        }

        /** It is a reference entity, or unsharded. */
        public Builder placed(Placement where) {
            placement = where;
            return this;
        }

        public EntityDescription build() {
            return new EntityDescription(
                    type, type.getSimpleName(), code, codes, key, placement, attributes, relations);
        }
    }
}
