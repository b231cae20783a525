package dev.slipway.predictions;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Some bytes on their way over a {@link Wire}.
 *
 * @param before how many bytes this connection carried before, in both directions together
 */
record Passage(WireLine line, Socket to, boolean towardsServer, byte[] bytes, int length, long before) {
    void pass() throws IOException {
        pass(length);
    }

    /** Delivers the first bytes alone. */
    void pass(int first) throws IOException {
        to.getOutputStream().write(bytes, 0, first);
    }

    /** Whether these bytes reach or cross a position of the connection. */
    boolean reaches(long position) {
        return before + length >= position;
    }

    /** Whether the client says a word. */
    boolean says(String word) {
        return towardsServer && new String(bytes, 0, length, StandardCharsets.ISO_8859_1).contains(word);
    }
}
