package dev.meridian.sharding.move;

import dev.meridian.sharding.ColocatedWith;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.TableGenerator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stored with its harbour; its subclasses have tables of their own. */
@Entity
@Inheritance(strategy = InheritanceType.JOINED)
@ColocatedWith("harbour")
public class Ship {

    /** One with more columns, in a further table, and with a collection. */
    @Entity(name = "Tanker")
    public static class Tanker extends Ship {
        private int volume;

        @ElementCollection
        @CollectionTable(name = "TANKER_PORT")
        @OrderColumn(name = "PLACE")
        private List<String> ports = new ArrayList<>();

        protected Tanker() {}

        Tanker(String name, int volume, String... ports) {
            super(name);
            this.volume = volume;
            this.ports.addAll(List.of(ports));
        }

        int getVolume() {
            return volume;
        }

        List<String> getPorts() {
            return ports;
        }
    }

    @Id
    @GeneratedValue(strategy = GenerationType.TABLE, generator = "ships")
    @TableGenerator(name = "ships", table = "IDS", pkColumnValue = "ships", allocationSize = 50)
    private @Nullable Long id;

    private @Nullable String name;

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable Harbour harbour;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private @Nullable Yard yard;

    @ManyToOne(fetch = FetchType.LAZY)
    private @Nullable Ship leader;

    @OneToMany(mappedBy = "leader")
    private Set<Ship> followers = new HashSet<>();

    @ManyToMany
    @JoinTable(name = "SHIP_FRIEND")
    private Set<Ship> friends = new HashSet<>();

    protected Ship() {}

    Ship(String name) {
        this.name = name;
    }

    Long getId() {
        return Objects.requireNonNull(id);
    }

    @Nullable String getName() {
        return name;
    }

    void setName(String name) {
        this.name = name;
    }

    @Nullable Harbour getHarbour() {
        return harbour;
    }

    void setHarbour(@Nullable Harbour harbour) {
        this.harbour = harbour;
    }

    @Nullable Yard getYard() {
        return yard;
    }

    void setYard(Yard yard) {
        this.yard = yard;
    }

    @Nullable Ship getLeader() {
        return leader;
    }

    void setLeader(@Nullable Ship leader) {
        this.leader = leader;
    }

    Set<Ship> getFollowers() {
        return followers;
    }

    Set<Ship> getFriends() {
        return friends;
    }
}
