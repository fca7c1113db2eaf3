package dev.meridian.weather.rest;

import java.util.List;

/** The request's parameters or body are not what they should be. */
public class InvalidInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem.Fault> faults;

    InvalidInput(List<Problem.Fault> faults) {
        super("The request is not valid");
        this.faults = List.copyOf(faults);
    }

    /** Everything that is wrong, at least one thing. */
    List<Problem.Fault> faults() {
        return faults;
    }
}
