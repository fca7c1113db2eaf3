package dev.meridian.sharding.outside;

import dev.meridian.sharding.outside.Farms.Named;

/** What is known of an object that a program made. */
final class Handle {
    final Class<? extends Named> type;
    final int region;
    final Handle parent;
    final Named made;
    Named last;
    Object id;

    Handle(Named made, int region, Handle parent) {
        this.type = made.getClass().asSubclass(Named.class);
        this.region = region;
        this.parent = parent;
        this.made = made;
        this.last = made;
        this.id = made.id();
    }
}
