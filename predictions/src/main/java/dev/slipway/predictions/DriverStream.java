package dev.slipway.predictions;

import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import javax.net.ssl.SSLSocket;
import org.postgresql.core.PGStream;
import org.postgresql.core.VisibleBufferedInputStream;
import org.postgresql.jdbc.PgConnection;

/**
 * Where the driver reads what a server says. It shows this to nobody and has no option for it, so its fields are reached
 * by their names; where another version of it has other ones, all stays as it is, and a copy takes more CPU.
 */
final class DriverStream {
    private static final int DRIVERS_BUFFER_BYTES = 8192;

    private DriverStream() {}

    /** From now on the driver sees the rows of a COPY put together. To be called between two messages of the server. */
    static void gatherRows(Connection connection) throws SQLException {
        try {
            PGStream stream = (PGStream)
                    value("pgStream", connection.unwrap(PgConnection.class).getQueryExecutor());
            VisibleBufferedInputStream input = (VisibleBufferedInputStream) value("pgInput", stream);
            if (!(input.getWrapped() instanceof GatheredRows)) {
                byte[] begun = Arrays.copyOfRange(input.getBuffer(), input.getIndex(), (int) value("endIndex", input));
                // How much has come that is still encrypted nobody tells.
                boolean tells = !(stream.getSocket() instanceof SSLSocket) && !stream.isGssEncrypted();
                GatheredRows gathered = new GatheredRows(begun, input.getWrapped(), tells);
                field("pgInput", stream).set(stream, new VisibleBufferedInputStream(gathered, DRIVERS_BUFFER_BYTES));
            }
        } catch (ReflectiveOperationException | ClassCastException e) {
            // The driver goes on taking each row by itself.
        }
    }

    private static Object value(String name, Object of) throws ReflectiveOperationException {
        return field(name, of).get(of);
    }

    private static Field field(String name, Object of) throws NoSuchFieldException {
        for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name) && field.trySetAccessible()) {
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(of.getClass() + " has no " + name);
    }
}
