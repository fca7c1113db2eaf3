package dev.meridian.weather.load;

/** One line of the cities' file. */
record City(
        long geonameId,
        String continent,
        String country,
        String name,
        long population,
        double latitude,
        double longitude) {

    /** Reads a line of tab-separated values, in the order of the components. */
    static City parse(String line) {
        String[] values = line.split("\t", -1);
        return new City(
                Long.parseLong(values[0]),
                values[1],
                values[2],
                values[3],
                Long.parseLong(values[4]),
                Double.parseDouble(values[5]),
                Double.parseDouble(values[6]));
    }
}
