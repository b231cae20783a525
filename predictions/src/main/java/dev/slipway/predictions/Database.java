package dev.slipway.predictions;

import dev.slipway.inference.ExitCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.postgresql.Driver;

/**
 * A PostgreSQL database and who logs in.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, with the driver's options where the server asks for them;
 *     {@code sslmode=verify-full} without {@code sslrootcert} trusts the certificate authorities of Amazon RDS
 * @param credentials asked at every connection
 */
public record Database(String url, String user, Credentials credentials) {
    private static final String SCHEME = "jdbc:postgresql:";

    /** A paused Aurora resumes in 15 to 30 seconds. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Seconds, see {@link Silence}; an option of the URL goes before. */
    private static final String SOCKET_TIMEOUT = "socketTimeout";

    private static final Duration PAUSE = Duration.ofMillis(500);

    public Database {
        if (url == null || !url.startsWith(SCHEME)) {
            throw new IllegalArgumentException(
                    "expected a database such as jdbc:postgresql://host:5432/analytics, got " + url);
        }
        if (user == null || user.isBlank()) {
            throw new IllegalArgumentException(url + ": expected the name of a user, got none");
        }
    }

    /** @param password the same for every connection; null where the server asks for none */
    public Database(String url, String user, String password) {
        this(url, user, Credentials.of(password));
    }

    /** The password that a connection made now would use. */
    public String password() {
        return credentials.password();
    }

    /**
     * Opens a connection; tries for 60 s while the server is away or starting.
     *
     * @throws PublishException 75 where the server stayed away, 78 at once where it refuses the user or the password
     */
    public Connection connect() {
        return connect(PATIENCE);
    }

    Connection connect(Duration patience) {
        return connect(() -> patience);
    }

    /** @param patience asked where the server is away, and only then */
    Connection connect(Supplier<Duration> patience) {
        Duration patient = null;
        long began = System.nanoTime();
        while (true) {
            try {
                return connectOnce();
            } catch (SQLException e) {
                if (!SqlFailure.isAway(e)) {
                    throw SqlFailure.explain("connecting to " + this, e);
                }
                patient = patient == null ? patience.get() : patient;
                if (System.nanoTime() - began > patient.toNanos()) {
                    throw new PublishException(
                            ExitCode.TRY_AGAIN,
                            "connecting to " + this + ": tried for " + patient.toSeconds() + " s, the server is away: "
                                    + e.getMessage(),
                            e);
                }
            }
            sleep(PAUSE);
        }
    }

    /** By our driver itself: DriverManager would look for all that there are, which takes a cold JVM long. */
    private Connection connectOnce() throws SQLException {
        return new Driver().connect(url, properties());
    }

    /** The driver's options but for who logs in; for those who connect by other means, and whose statements are long. */
    Map<String, String> options() {
        Properties properties = properties();
        return properties.stringPropertyNames().stream()
                .filter(name -> !Set.of("user", "password", SOCKET_TIMEOUT).contains(name))
                .collect(Collectors.toMap(Function.identity(), properties::getProperty));
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        String password = password();
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("ApplicationName", "slipway");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty(SOCKET_TIMEOUT, "60");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("socketFactory", LivelySockets.class.getName());
        if (trustsRds()) {
            properties.setProperty("sslfactory", RdsTrust.class.getName());
        }
        // So it tells who connects, and how numbers are written, together with the login instead of after it.
        properties.setProperty("assumeMinServerVersion", "12");
        // COPY FREEZE fails after a savepoint, and the driver would set one.
        properties.setProperty("autosave", "never");
        return properties;
    }

    private boolean trustsRds() {
        return url.contains("sslmode=verify-full") && !url.contains("sslrootcert=") && !url.contains("sslfactory=");
    }

    /** Waits; an interrupt ends the work as a failure that may be tried again. */
    static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishException(ExitCode.TRY_AGAIN, "interrupted while waiting for the database", e);
        }
    }

    /** The password stays out of every log. Options of the URL may hold secrets as well. */
    @Override
    public String toString() {
        return url.replaceFirst("\\?.*", "") + " as " + user;
    }
}
