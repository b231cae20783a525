package dev.slipway.predictions;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;

/**
 * Makes the roles of a database, before its migrations. Run again, it sets the passwords given and a few settings of
 * the roles' sessions, and changes nothing else.
 * The administrator needs CREATEROLE and must own the database; a superuser is not needed, because a cloud has none.
 */
public final class DatabaseRoles {
    /** Who logs in to the analytics database. */
    public static final List<Role> ANALYTICS = List.of(Role.MIGRATOR, Role.JOB, Role.ETL, Role.LEDGER, Role.READER);

    /** Who logs in to the application database. */
    public static final List<Role> APPLICATION = List.of(Role.MIGRATOR, Role.ETL, Role.APP);

    private static final String OWNER = "slipway_owner";

    /**
     * A client that is gone must not hold its locks for hours: the server asks after half a minute, and looks while a
     * statement runs. Settings of the role, since poolers and proxies refuse those that a connection begins with.
     */
    private static final Map<String, String> SETTINGS = Map.of(
            "tcp_keepalives_idle", "30",
            "tcp_keepalives_interval", "10",
            "tcp_keepalives_count", "3",
            "client_connection_check_interval", "5000");

    /**
     * What an owner may have set for a whole database, and what would cut a long COPY or keep a publisher that waited from
     * seeing what the other one did. Not for those who only read: how long they may is the owner's to say.
     */
    private static final Map<String, String> OF_WORKERS = Map.of(
            "statement_timeout", "0",
            "idle_in_transaction_session_timeout", "0",
            "default_transaction_isolation", "'read committed'");

    private static final Set<Role> READERS = Set.of(Role.READER, Role.APP);

    private DatabaseRoles() {}

    /**
     * @param admin connected to the analytics database
     * @param passwords of the roles that log in with one; a role left out gets none (it may log in by IAM)
     */
    public static void createAnalytics(Connection admin, Map<Role, String> passwords) throws SQLException {
        create(admin, ANALYTICS, passwords);
        closeToOthers(admin);
    }

    /** The same for an application database that holds nothing else. */
    public static void createApplication(Connection admin, Map<Role, String> passwords) throws SQLException {
        createInApplication(admin, passwords);
        closeToOthers(admin);
    }

    /** The same for an application database that others use too: what they may do stays as it is. */
    public static void createInApplication(Connection admin, Map<Role, String> passwords) throws SQLException {
        create(admin, APPLICATION, passwords);
    }

    /** Hashed here, so that no password can reach the server's log. */
    public static void setPassword(Connection admin, Role role, String password) throws SQLException {
        admin.unwrap(PGConnection.class).alterUserPassword(role.user(), password.toCharArray(), "scram-sha-256");
    }

    /**
     * Lets a role log in by IAM, and by nothing else.
     *
     * @return false where the server knows no IAM; then nothing has changed
     */
    public static boolean loginByIam(Connection admin, Role role) throws SQLException {
        if (!exists(admin, "rds_iam")) {
            return false;
        }
        try (Statement statement = admin.createStatement()) {
            statement.execute("GRANT rds_iam TO " + role.user());
            statement.execute("ALTER ROLE " + role.user() + " PASSWORD NULL");
        }
        return true;
    }

    private static void create(Connection admin, List<Role> roles, Map<Role, String> passwords) throws SQLException {
        if (!Set.copyOf(roles).containsAll(passwords.keySet())) {
            throw new IllegalArgumentException("expected passwords of " + roles + " only, got " + passwords.keySet());
        }
        try (Statement statement = admin.createStatement()) {
            String database = quoted(admin, admin.getCatalog());
            createRole(admin, OWNER, "NOLOGIN");
            statement.execute("GRANT CREATE ON DATABASE " + database + " TO " + OWNER);
            for (Role role : roles) {
                createRole(admin, role.user(), "LOGIN");
                statement.execute("GRANT CONNECT ON DATABASE " + database + " TO " + role.user() + settings(role));
            }
            statement.execute("GRANT " + OWNER + " TO " + Role.MIGRATOR.user());
            showBlockersTo(statement);
        }
        for (Map.Entry<Role, String> entry : passwords.entrySet()) {
            setPassword(admin, entry.getKey(), entry.getValue());
        }
    }

    /** Without it everybody who can log in to the server may connect, and make temporary tables. */
    private static void closeToOthers(Connection admin) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute("REVOKE ALL ON DATABASE " + quoted(admin, admin.getCatalog()) + " FROM PUBLIC");
        }
    }

    private static void createRole(Connection admin, String name, String login) throws SQLException {
        if (!exists(admin, name)) {
            try (Statement statement = admin.createStatement()) {
                statement.execute("CREATE ROLE " + name + " " + login);
            }
        }
    }

    private static String settings(Role role) {
        return Stream.of(SETTINGS, READERS.contains(role) ? Map.<String, String>of() : OF_WORKERS)
                .flatMap(settings -> settings.entrySet().stream())
                .map(setting -> "; ALTER ROLE " + role.user() + " SET " + setting.getKey() + " = " + setting.getValue())
                .collect(Collectors.joining());
    }

    private static boolean exists(Connection admin, String role) throws SQLException {
        return Sql.first(admin, "SELECT 1 FROM pg_roles WHERE rolname = ?", row -> row.getInt(1), role)
                .isPresent();
    }

    /** So that a message can name the statement that holds a lock. An administrator who may not grant it goes without. */
    private static void showBlockersTo(Statement statement) throws SQLException {
        statement.execute("""
                DO $$ BEGIN
                    GRANT pg_read_all_stats TO slipway_owner;
                EXCEPTION WHEN insufficient_privilege THEN NULL;
                END $$""");
    }

    private static String quoted(Connection admin, String identifier) throws SQLException {
        return Sql.first(admin, "SELECT quote_ident(?)", row -> row.getString(1), identifier)
                .orElseThrow();
    }
}
