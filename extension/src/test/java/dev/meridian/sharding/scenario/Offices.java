package dev.meridian.sharding.scenario;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.persistence.annotations.BatchFetch;
import org.eclipse.persistence.annotations.BatchFetchType;
import org.eclipse.persistence.annotations.Partitioned;
import org.eclipse.persistence.annotations.ReplicationPartitioning;
import org.eclipse.persistence.annotations.ValuePartition;
import org.eclipse.persistence.annotations.ValuePartitioning;

/** Entities whose relations stand in embeddables: beside co-location, to reference entities, and to the parent. */
final class Offices {

    static final Class<?>[] MANAGED = {
        City.class,
        Nation.class,
        Office.class,
        Contact.class,
        Night.class,
        Duty.class,
        Staff.class,
        Desk.class,
        Place.class,
        Ticket.class
    };

    private Offices() {}

    @Entity(name = "City")
    @Partitioned("CitiesByContinent")
    @ValuePartitioning(
            name = "CitiesByContinent",
            partitionColumn = @Column(name = "CONTINENT"),
            partitions = {
                @ValuePartition(value = "Asia", connectionPool = "asia"),
                @ValuePartition(value = "Europe", connectionPool = "europe"),
                @ValuePartition(value = "North America", connectionPool = "north_america"),
                @ValuePartition(value = "South America", connectionPool = "south_america")
            })
    static class City {
        @Id
        @GeneratedValue(strategy = GenerationType.TABLE)
        Long id;

        @Column(nullable = false, length = 20)
        String continent;

        @OneToMany(mappedBy = "city", cascade = CascadeType.ALL)
        List<Office> offices = new ArrayList<>();

        protected City() {}

        City(String continent) {
            this.continent = continent;
        }

        List<Office> offices() {
            return offices;
        }

        void setContinent(String continent) {
            this.continent = continent;
        }
    }

    @Entity(name = "Nation")
    @ReplicationPartitioning(
            name = "NationsEverywhere",
            connectionPools = {"north_america", "asia", "europe", "south_america"})
    @Partitioned("NationsEverywhere")
    static class Nation {
        @Id
        long id;

        String name;

        protected Nation() {}

        Nation(long id, String name) {
            this.id = id;
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Its ids repeat between shards. */
    @Entity(name = "Office")
    @ColocatedWith("city")
    static class Office {
        @Id
        long id;

        String name;

        @ManyToOne(fetch = FetchType.LAZY)
        City city;

        @Embedded
        Contact contact = new Contact();

        @Embedded
        Night night = new Night();

        @Embedded
        Staff staff = new Staff();

        protected Office() {}

        Office(long id, String name, City city) {
            this.id = id;
            this.name = name;
            this.city = city;
            city.offices.add(this);
        }

        City city() {
            return city;
        }

        Contact contact() {
            return contact;
        }

        void setContact(Contact contact) {
            this.contact = contact;
        }

        Night night() {
            return night;
        }

        void setNight(Night night) {
            this.night = night;
        }

        Staff staff() {
            return staff;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Embeddable
    static class Contact {
        String phone;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "DEPUTY")
        Office deputy;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "NATION")
        Nation nation;

        @ManyToMany
        @JoinTable(
                name = "PARTNERS",
                joinColumns = @JoinColumn(name = "OFFICE"),
                inverseJoinColumns = @JoinColumn(name = "PARTNER"))
        List<Office> partners = new ArrayList<>();

        protected Contact() {}

        Contact(String phone, Office deputy) {
            this.phone = phone;
            this.deputy = deputy;
        }

        Office deputy() {
            return deputy;
        }

        void setDeputy(Office deputy) {
            this.deputy = deputy;
        }

        void setPhone(String phone) {
            this.phone = phone;
        }

        Nation nation() {
            return nation;
        }

        void setNation(Nation nation) {
            this.nation = nation;
        }

        List<Office> partners() {
            return partners;
        }
    }

    @Embeddable
    static class Night {
        @Embedded
        Duty duty = new Duty();

        @ManyToMany
        @JoinTable(
                name = "NIGHT_PARTNERS",
                joinColumns = @JoinColumn(name = "OFFICE"),
                inverseJoinColumns = @JoinColumn(name = "PARTNER"))
        List<Office> partners = new ArrayList<>();

        Office deputy() {
            return duty.deputy();
        }

        void setDeputy(Office deputy) {
            duty.setDeputy(deputy);
        }

        List<Office> partners() {
            return partners;
        }
    }

    /** In an embeddable that is in another one. */
    @Embeddable
    static class Duty {
        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "NIGHT_DEPUTY")
        @BatchFetch(BatchFetchType.IN)
        Office deputy;

        Office deputy() {
            return deputy;
        }

        void setDeputy(Office deputy) {
            this.deputy = deputy;
        }
    }

    /** What is stored with the office. */
    @Embeddable
    static class Staff {
        @OneToMany(mappedBy = "office", cascade = CascadeType.ALL)
        @BatchFetch(BatchFetchType.EXISTS)
        List<Desk> desks = new ArrayList<>();

        @OneToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "FIRST_DESK")
        Desk first;

        List<Desk> desks() {
            return desks;
        }

        Desk first() {
            return first;
        }

        void setFirst(Desk first) {
            this.first = first;
        }
    }

    @Entity(name = "Desk")
    @ColocatedWith("office")
    static class Desk {
        @Id
        long id;

        String name;

        @ManyToOne(fetch = FetchType.LAZY)
        Office office;

        @OneToMany(mappedBy = "place.desk", cascade = CascadeType.ALL)
        List<Ticket> tickets = new ArrayList<>();

        protected Desk() {}

        Desk(long id, String name, Office office) {
            this.id = id;
            this.name = name;
            this.office = office;
            office.staff.desks.add(this);
        }

        Office office() {
            return office;
        }

        List<Ticket> tickets() {
            return tickets;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Leads to the parent. */
    @Embeddable
    static class Place {
        @ManyToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "AT_DESK")
        Desk desk;

        String floor;

        protected Place() {}

        Place(Desk desk, String floor) {
            this.desk = desk;
            this.floor = floor;
        }

        Desk desk() {
            return desk;
        }

        void setDesk(Desk desk) {
            this.desk = desk;
        }

        void setFloor(String floor) {
            this.floor = floor;
        }
    }

    @Entity(name = "Ticket")
    @ColocatedWith("place.desk")
    static class Ticket {
        @Id
        long id;

        @Embedded
        Place place;

        String text;

        protected Ticket() {}

        Ticket(long id, Desk desk, String text) {
            this.id = id;
            this.place = new Place(desk, "first");
            this.text = text;
            desk.tickets.add(this);
        }

        Place place() {
            return place;
        }

        void setPlace(Place place) {
            this.place = place;
        }

        void setText(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
