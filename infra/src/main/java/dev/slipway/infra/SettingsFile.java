package dev.slipway.infra;

/**
 * A file that a function reads its settings from. What grows with the number of models goes here: all variables of a
 * function together may have 4 KB, and more of them is refused only when it is deployed.
 */
record SettingsFile(String name, String content) {
    /** What the variable says that tells where the settings are; layers are unpacked to {@code /opt}. */
    static String reference(String name) {
        return "@/opt/" + name;
    }
}
