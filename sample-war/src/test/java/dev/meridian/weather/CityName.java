package dev.meridian.weather;

/** What a repository reads of a city that needs no more. */
public record CityName(String city, String country) {}
