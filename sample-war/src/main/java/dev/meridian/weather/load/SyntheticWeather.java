package dev.meridian.weather.load;

import dev.meridian.weather.Report;
import dev.meridian.weather.WeatherLocation;
import java.time.LocalDateTime;
import java.time.Month;
import java.util.List;
import java.util.SplittableRandom;

/** Invents reports: no one measured them. The same city gets the same ones each time. */
final class SyntheticWeather {
    private static final int YEAR = 2026;

    private SyntheticWeather() {}

    /** A winter's, a spring's and a summer's report (of the northern hemisphere). */
    static List<Report> of(City city, WeatherLocation location) {
        var random = new SplittableRandom(city.geonameId());
        return List.of(
                report(location, Month.JANUARY, -1, random),
                report(location, Month.APRIL, 0, random),
                report(location, Month.JULY, 1, random));
    }

    private static Report report(WeatherLocation location, Month month, int season, SplittableRandom random) {
        double latitude = location.getLatitude();
        double yearly = 27 - 0.4 * Math.abs(latitude);
        double celsius = yearly + season * 0.25 * latitude + random.nextDouble(-3, 3);
        double rounded = Math.round(celsius * 10) / 10.0;
        return new Report(location, rounded, LocalDateTime.of(YEAR, month, 15, 12, 0));
    }
}
