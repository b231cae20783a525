package dev.slipway.lambdas.provision;

import dev.slipway.inference.ExitCode;
import dev.slipway.predictions.Database;
import dev.slipway.predictions.DatabaseRoles;
import dev.slipway.predictions.PublishException;
import dev.slipway.predictions.Role;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps the passwords of a database's roles and those in the parameter store the same. Whatever died between the two,
 * the next time ends with both alike: the parameter is right, because others have read it.
 */
final class RolePasswords {
    private final Connection admin;
    private final Database database;
    private final Parameters parameters;
    private final String path;
    private final String rotation;
    private final Consumer<String> log;

    /**
     * @param database as its administrator
     * @param path of the database's parameters, such as {@code /slipway/dev/analytics}
     */
    RolePasswords(
            Connection admin,
            Database database,
            Parameters parameters,
            String path,
            String rotation,
            Consumer<String> log) {
        this.admin = admin;
        this.database = database;
        this.parameters = parameters;
        this.path = path;
        this.rotation = rotation;
        this.log = log;
    }

    /** Whether the role has a password that this rotation is to replace. */
    boolean isDue(Role role) {
        return parameters.password(password(role)).isPresent()
                && parameters
                        .text(rotation(role))
                        .filter(done -> !done.equals(rotation))
                        .isPresent();
    }

    /** The database as this role, whose password is the parameter's; makes one where there is none, or a rotation is due. */
    Database settle(Role role) throws SQLException {
        Optional<String> kept = parameters.password(password(role));
        Database login = kept.isEmpty() || isDue(role) ? renewed(role) : agreed(role, kept.get());
        if (parameters.text(rotation(role)).filter(rotation::equals).isEmpty()) {
            parameters.writeText(rotation(role), rotation);
        }
        return login;
    }

    /**
     * The role's password becomes valid when the parameter holds it, and not before: a new client finds both old or both
     * new, but for the moment of the commit.
     */
    private Database renewed(Role role) throws SQLException {
        String fresh = Password.random();
        // A failure closes the connection, which takes the role's password back.
        admin.setAutoCommit(false);
        DatabaseRoles.setPassword(admin, role, fresh);
        parameters.writePassword(password(role), fresh);
        admin.commit();
        admin.setAutoCommit(true);
        log.accept(role.user() + ": has a new password, in " + password(role));
        return as(role, fresh);
    }

    private Database agreed(Role role, String kept) throws SQLException {
        Database login = as(role, kept);
        if (!isLetIn(login)) {
            DatabaseRoles.setPassword(admin, role, kept);
            log.accept(role.user() + ": has the password of " + password(role) + " again");
        }
        return login;
    }

    private static boolean isLetIn(Database login) throws SQLException {
        try (Connection connection = login.connect()) {
            return connection.isValid(0);
        } catch (PublishException e) {
            if (e.exitCode() != ExitCode.BAD_CONFIGURATION) {
                throw e;
            }
            return false;
        }
    }

    private Database as(Role role, String password) {
        return new Database(database.url(), role.user(), password);
    }

    private String password(Role role) {
        return folder(role) + "/password";
    }

    private String rotation(Role role) {
        return folder(role) + "/rotation";
    }

    private String folder(Role role) {
        return path + "/" + role.user().replaceFirst("^slipway_", "");
    }
}
