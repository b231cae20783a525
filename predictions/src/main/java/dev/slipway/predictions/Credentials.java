package dev.slipway.predictions;

/** Where the password of a connection comes from. Asked anew for each, because a token is good for minutes only. */
@FunctionalInterface
public interface Credentials {
    /**
     * A password that is good now; null where the server asks for none.
     *
     * @throws PublishException where there is none to be had
     */
    String password();

    /** One password for every connection. */
    static Credentials of(String password) {
        return new Fixed(password);
    }

    /** Equal where the password is; silent about it. */
    record Fixed(String password) implements Credentials {
        @Override
        public String toString() {
            return "a password";
        }
    }
}
