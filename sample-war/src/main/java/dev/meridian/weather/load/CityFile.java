package dev.meridian.weather.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The cities that ship with the application; {@code cities-15000.LICENSE.txt} says where they are from. */
final class CityFile {
    private static final String NAME = "/cities-15000.tsv.gz";

    private CityFile() {}

    /** All cities of the file; none where the application was packaged without it. */
    static List<City> read() {
        try (InputStream file = CityFile.class.getResourceAsStream(NAME)) {
            return file == null ? List.of() : read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + NAME, e);
        }
    }

    private static List<City> read(InputStream file) throws IOException {
        try (var reader =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).map(City::parse).toList();
        }
    }
}
