package dev.slipway.cli.init;

/** A name as YAML takes it for text and nothing else. */
final class YamlWord {
    private YamlWord() {}

    static String of(String name) {
        boolean plain =
                name.matches("[A-Za-z_][A-Za-z0-9_]*") && !name.matches("(?i)true|false|null|yes|no|on|off|y|n");
        return plain ? name : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
