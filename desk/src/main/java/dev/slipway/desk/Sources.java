package dev.slipway.desk;

/** What an environment can be asked for a plan; nothing here changes it. Failures are those of {@link Desk}. */
public interface Sources {
    /** The environment's name: {@code staging}, or {@code local}. */
    String environment();

    Registry registry();

    RunFiles runs();

    Parameters parameters();

    /** Whether secrets are made anew for each run, so that nobody has to put one. */
    default boolean makesItsSecrets() {
        return false;
    }
}
