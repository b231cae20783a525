package dev.slipway.predictions;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGConnection;

/**
 * Makes the roles of a database, before its migrations. Run again, it sets the passwords given and changes nothing else.
 * The administrator needs CREATEROLE and must own the database; a superuser is not needed, because a cloud has none.
 */
public final class DatabaseRoles {
    private static final String OWNER = "slipway_owner";

    private DatabaseRoles() {}

    /**
     * @param admin connected to the analytics database
     * @param passwords of the roles that log in with one; a role left out gets none (it may log in by IAM)
     */
    public static void createAnalytics(Connection admin, Map<Role, String> passwords) throws SQLException {
        create(admin, List.of(Role.MIGRATOR, Role.JOB, Role.ETL, Role.LEDGER, Role.READER), passwords);
    }

    /** The same for the application database. */
    public static void createApplication(Connection admin, Map<Role, String> passwords) throws SQLException {
        create(admin, List.of(Role.MIGRATOR, Role.ETL, Role.APP), passwords);
    }

    private static void create(Connection admin, List<Role> roles, Map<Role, String> passwords) throws SQLException {
        if (!Set.copyOf(roles).containsAll(passwords.keySet())) {
            throw new IllegalArgumentException("expected passwords of " + roles + " only, got " + passwords.keySet());
        }
        try (Statement statement = admin.createStatement()) {
            String database = quoted(admin, admin.getCatalog());
            createRole(admin, OWNER, "NOLOGIN");
            statement.execute("REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
            statement.execute("GRANT CREATE ON DATABASE " + database + " TO " + OWNER);
            for (Role role : roles) {
                createRole(admin, role.user(), "LOGIN");
                statement.execute("GRANT CONNECT ON DATABASE " + database + " TO " + role.user());
            }
            statement.execute("GRANT " + OWNER + " TO " + Role.MIGRATOR.user());
            showBlockersTo(statement);
        }
        for (Map.Entry<Role, String> entry : passwords.entrySet()) {
            // Hashed here, so that no password can reach the server's log.
            admin.unwrap(PGConnection.class)
                    .alterUserPassword(entry.getKey().user(), entry.getValue().toCharArray(), "scram-sha-256");
        }
    }

    private static void createRole(Connection admin, String name, String login) throws SQLException {
        try (PreparedStatement known = admin.prepareStatement("SELECT 1 FROM pg_roles WHERE rolname = ?")) {
            known.setString(1, name);
            try (ResultSet row = known.executeQuery();
                    Statement statement = admin.createStatement()) {
                if (!row.next()) {
                    statement.execute("CREATE ROLE " + name + " " + login);
                }
            }
        }
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
        try (PreparedStatement quote = admin.prepareStatement("SELECT quote_ident(?)")) {
            quote.setString(1, identifier);
            try (ResultSet row = quote.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
