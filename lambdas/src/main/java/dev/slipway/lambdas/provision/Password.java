package dev.slipway.lambdas.provision;

import java.security.SecureRandom;
import java.util.Base64;

/** A password nobody has to type: 256 random bits in letters that need no escaping anywhere. */
final class Password {
    private static final int BYTES = 32;

    private Password() {}

    static String random() {
        byte[] bytes = new byte[BYTES];
        // Made for each: a generator from before a snapshot would give every copy of it the same passwords.
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
