package dev.slipway.images.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Who pushes.
 *
 * @param source where it was found, for messages
 */
public record Login(String user, String password, String source) {
    /** The user under whom Docker keeps a refresh token in place of a password. */
    private static final String TOKEN_USER = "<token>";

    boolean isRefreshToken() {
        return user.equals(TOKEN_USER);
    }

    String basic() {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** Without the password: records are printed by accident. */
    @Override
    public String toString() {
        return "user " + user + " of " + source;
    }
}
