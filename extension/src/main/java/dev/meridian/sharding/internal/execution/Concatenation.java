package dev.meridian.sharding.internal.execution;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.eclipse.persistence.internal.sessions.AbstractRecord;

/** One stream after the other; the next is touched when the one before has ended. */
final class Concatenation implements Iterator<AbstractRecord> {

    private final List<Iterator<AbstractRecord>> streams;
    private int current;

    Concatenation(List<Iterator<AbstractRecord>> streams) {
        this.streams = List.copyOf(streams);
    }

    @Override
    public boolean hasNext() {
        while (current < streams.size() && !streams.get(current).hasNext()) {
            current++;
        }
        return current < streams.size();
    }

    @Override
    public AbstractRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return streams.get(current).next();
    }
}
