package dev.meridian.weather.load;

/**
 * How far the first load has come.
 *
 * @param state "loading", "complete" or "failed"
 * @param loaded how many of the shipped cities are stored
 * @param total how many are shipped
 */
public record Progress(String state, int loaded, int total) {}
