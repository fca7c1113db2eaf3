package dev.meridian.sharding.outside;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import jakarta.persistence.TableGenerator;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;

/** Three levels of entities, with ids of each kind. */
final class Farms {

    static final Class<?>[] ENTITIES = {Named.class, Farm.class, Field.class, Crop.class};

    /** The regions, by the order of their shards. */
    static final List<String> REGIONS = List.of("Canada", "Japan", "France");

    static final List<String> SHARDS = List.of("north_america", "asia", "europe");

    private Farms() {}

    /** What tells the objects of a program apart, whatever their ids, and what it changes. */
    @MappedSuperclass
    abstract static class Named implements Serializable {
        private static final long serialVersionUID = 1L;

        @Column(length = 20)
        private String name;

        private int mark;

        final String name() {
            return name;
        }

        final void name(String newName) {
            name = newName;
        }

        final int mark() {
            return mark;
        }

        final void mark(int newMark) {
            mark = newMark;
        }

        abstract Object id();

        /** Null if it has none. */
        abstract Named parent();

        abstract List<? extends Named> children();

        /** On both sides. */
        abstract void moveTo(Named newParent);

        @Override
        public String toString() {
            return name + ":" + mark;
        }
    }

    /** A root whose assigned ids repeat between shards. */
    @Entity(name = "Farm")
    @Table(name = "FARM")
    @Partitioned("ByRegion")
    @ValuePartitioning(
            name = "ByRegion",
            partitionColumn = @Column(name = "REGION"),
            partitions = {
                @ValuePartition(value = "Canada", connectionPool = "north_america"),
                @ValuePartition(value = "Japan", connectionPool = "asia"),
                @ValuePartition(value = "France", connectionPool = "europe")
            })
    static class Farm extends Named {
        private static final long serialVersionUID = 1L;

        @Id
        private int id;

        @Version
        private int version;

        @Column(nullable = false, length = 20)
        private String region;

        @OneToMany(mappedBy = "farm", cascade = CascadeType.ALL)
        private List<Field> fields = new ArrayList<>();

        protected Farm() {}

        Farm(int id, String region, int version) {
            this.id = id;
            this.region = region;
            this.version = version;
        }

        @Override
        Object id() {
            return id;
        }

        @Override
        Named parent() {
            return null;
        }

        @Override
        List<Field> children() {
            return fields;
        }

        @Override
        void moveTo(Named newParent) {
            throw new UnsupportedOperationException();
        }

        int version() {
            return version;
        }

        @Override
        public String toString() {
            return super.toString() + " v" + version;
        }
    }

    /** Its ids are unit-unique. */
    @Entity(name = "Field")
    @Table(name = "FIELD")
    @ColocatedWith("farm")
    static class Field extends Named {
        private static final long serialVersionUID = 1L;

        @Id
        @GeneratedValue(generator = "fields")
        @TableGenerator(name = "fields", allocationSize = 50)
        private Long id;

        @Version
        private int version;

        @ManyToOne(fetch = FetchType.LAZY)
        private Farm farm;

        @OneToMany(mappedBy = "field", cascade = CascadeType.ALL, orphanRemoval = true)
        private List<Crop> crops = new ArrayList<>();

        protected Field() {}

        Field(Long id, int version) {
            this.id = id;
            this.version = version;
        }

        @Override
        Object id() {
            return id;
        }

        @Override
        Named parent() {
            return farm;
        }

        @Override
        List<Crop> children() {
            return crops;
        }

        @Override
        void moveTo(Named newParent) {
            if (farm != null) {
                farm.children().remove(this);
            }
            farm = (Farm) newParent;
            farm.children().add(this);
        }

        int version() {
            return version;
        }

        @Override
        public String toString() {
            return super.toString() + " v" + version;
        }
    }

    /** Its ids repeat between shards. */
    @Entity(name = "Crop")
    @Table(name = "CROP")
    @ColocatedWith("field")
    static class Crop extends Named {
        private static final long serialVersionUID = 1L;

        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        private Long id;

        @ManyToOne(fetch = FetchType.LAZY)
        private Field field;

        protected Crop() {}

        Crop(Long id) {
            this.id = id;
        }

        @Override
        Object id() {
            return id;
        }

        @Override
        Named parent() {
            return field;
        }

        @Override
        List<Named> children() {
            return List.of();
        }

        @Override
        void moveTo(Named newParent) {
            if (field != null) {
                field.children().remove(this);
            }
            field = (Field) newParent;
            field.children().add(this);
        }
    }
}
