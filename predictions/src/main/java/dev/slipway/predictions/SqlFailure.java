package dev.slipway.predictions;

import dev.slipway.inference.ExitCode;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What an {@link SQLException} means: by the SQLSTATE classes of PostgreSQL's manual, appendix A, and our own SLPnn. */
final class SqlFailure {
    /** Our functions raise {@code SLP} and an exit code: {@code SLP78}. */
    private static final String OURS = "SLP";

    /** Among them a server that only reads any more (25006): it was the writer until another one took over. */
    private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03", "53300", "25006");

    private static final Set<String> LOCKED = Set.of("55P03", "40P01", "40001");

    private SqlFailure() {}

    /** The server is not there, is starting, or went away: the same statement may succeed on a new connection. */
    static boolean isAway(SQLException failure) {
        return (state(failure).startsWith("08") && !isUntrusted(failure)) || AWAY.contains(state(failure));
    }

    /** The server's certificate is of nobody whom we trust; waiting does not change that. */
    private static boolean isUntrusted(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    /** Somebody holds a lock. */
    static boolean isLocked(SQLException failure) {
        return LOCKED.contains(state(failure));
    }

    /** A statement was cancelled, because its time was over. */
    static boolean isOutOfTime(SQLException failure) {
        return state(failure).equals("57014");
    }

    static PublishException explain(String doing, SQLException failure) {
        return new PublishException(exitCode(failure), doing + ": " + message(failure), failure);
    }

    private static ExitCode exitCode(SQLException failure) {
        String state = state(failure);
        if (state.startsWith(OURS)) {
            return ExitCode.of(Integer.parseInt(state.substring(OURS.length())));
        }
        if (isAway(failure) || isLocked(failure) || state.startsWith("53") || state.startsWith("57")) {
            return ExitCode.TRY_AGAIN;
        }
        // A wrong password (28), a database that is not there (3D), a missing privilege or object (42), a value that
        // is too long for an index (54).
        return isUntrusted(failure)
                        || state.startsWith("28")
                        || state.startsWith("3D")
                        || state.startsWith("42")
                        || state.startsWith("54")
                ? ExitCode.BAD_CONFIGURATION
                : ExitCode.DEFECT;
    }

    private static String state(SQLException failure) {
        return failure.getSQLState() == null ? "" : failure.getSQLState();
    }

    /** The server's sentence without the driver's position and where-clauses. */
    static String message(SQLException failure) {
        ServerErrorMessage server = failure instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        if (server == null || server.getMessage() == null) {
            return failure.getMessage();
        }
        return server.getDetail() == null || state(failure).startsWith(OURS)
                ? server.getMessage()
                : server.getMessage() + " (" + server.getDetail() + ")";
    }
}
