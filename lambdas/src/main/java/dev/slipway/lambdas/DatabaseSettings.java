package dev.slipway.lambdas;

import dev.slipway.predictions.Database;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * A database from {@code …_URL}, {@code …_USER} and {@code …_PASSWORD}. Without a password the user logs in by IAM, and
 * then over TLS to a server that proves its name.
 */
final class DatabaseSettings {
    private DatabaseSettings() {}

    /** Null where something is missing or wrong, which is then among the problems. */
    static Database read(Map<String, String> environment, String prefix, List<String> problems) {
        String url = required(environment, prefix + "_URL", problems);
        String user = required(environment, prefix + "_USER", problems);
        if (url == null || user == null) {
            return null;
        }
        try {
            Database database = new Database(url, user, environment.get(prefix + "_PASSWORD"));
            return database.password() == null || database.password().isBlank()
                    ? byIam(environment, prefix, database, problems)
                    : database;
        } catch (IllegalArgumentException e) {
            problems.add(prefix + "_URL: " + e.getMessage());
            return null;
        }
    }

    private static Database byIam(
            Map<String, String> environment, String prefix, Database database, List<String> problems) {
        String region = environment.get("AWS_REGION");
        if (region == null || region.isBlank()) {
            problems.add("AWS_REGION: missing; without " + prefix + "_PASSWORD a token is signed for this region");
            return null;
        }
        String url = verified(database.url());
        Properties address = Driver.parseURL(url, null);
        if (address == null) {
            throw new IllegalArgumentException(
                    "expected a database such as jdbc:postgresql://host:5432/analytics, got " + database.url());
        }
        return new Database(
                url,
                database.user(),
                new IamToken(
                        PGProperty.PG_HOST.getOrDefault(address),
                        Integer.parseInt(PGProperty.PG_PORT.getOrDefault(address)),
                        database.user(),
                        region));
    }

    /** A token is a password for 15 minutes: it goes to nobody but the server that it is for. */
    private static String verified(String url) {
        return url.contains("sslmode=") ? url : url + (url.contains("?") ? "&" : "?") + "sslmode=verify-full";
    }

    static String required(Map<String, String> environment, String name, List<String> problems) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            problems.add(name + ": missing");
            return null;
        }
        return value;
    }
}
