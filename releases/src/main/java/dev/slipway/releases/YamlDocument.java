package dev.slipway.releases;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads one YAML 1.2 file into nodes that know their lines. Nothing of the file is ever made into a Java object. */
final class YamlDocument {
    /** These files are written by hand; a larger one is something else. */
    private static final long LARGEST = 1 << 20;

    private YamlDocument() {}

    /** The same types as editors see: YAML 1.2's core schema. */
    static LoadSettings settings(String text) {
        return LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setAllowDuplicateKeys(true) // Section reports them, with both lines.
                .setAllowNonScalarKeys(true) // The same.
                // All at once: the library breaks on a character of two chars between two fillings of its buffer.
                .setBufferSize(text.length() + 2)
                .build();
    }

    /** The file's mapping, or null where there is none; then the reason is among the problems. */
    static Section read(Path file, String example, Problems problems) {
        try {
            String text = text(file);
            YamlSubset.check(text);
            Optional<Node> root = new Compose(settings(text)).composeString(text);
            if (root.isEmpty()) {
                throw new Unreadable(1, "expected a mapping such as " + example + ", got an empty file");
            }
            return new Value(root.get(), "", 1, example, problems).section();
        } catch (Unreadable unreadable) {
            problems.add(unreadable.line, "", unreadable.getMessage());
        } catch (MarkedYamlEngineException syntax) {
            int line = syntax.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            problems.add(line, "", "expected YAML, got " + said(syntax));
        } catch (YamlEngineException syntax) {
            problems.add(1, "", "expected YAML, got " + syntax.getMessage());
        } catch (IllegalArgumentException wrong) {
            problems.add(1, "", wrong.getMessage());
        }
        return null;
    }

    private static String said(MarkedYamlEngineException syntax) {
        String problem = syntax.getProblem();
        return problem.contains("TAB") ? "a tab; indent with spaces" : "a syntax error: " + problem;
    }

    /** What stands in it, without a byte order mark. */
    static String text(Path file) {
        try {
            if (Files.notExists(file)) {
                throw new Unreadable(1, "expected a file, there is none at " + file);
            }
            if (!Files.isRegularFile(file)) {
                throw new Unreadable(1, "expected a file, got a folder or device at " + file);
            }
            if (Files.size(file) > LARGEST) {
                throw new Unreadable(1, "expected at most 1 MiB, got " + Files.size(file) + " bytes");
            }
            return decode(Files.readAllBytes(file));
        } catch (IOException failed) {
            throw new Unreadable(1, "expected a file that can be read: " + failed);
        }
    }

    static String decode(byte[] bytes) {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(left).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException invalid) {
            int line = 1;
            for (int i = 0; i < left.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new Unreadable(
                    line, String.format("expected UTF-8, got the byte 0x%02X", bytes[left.position()] & 0xFF));
        }
    }

    /** The file cannot be looked into at all. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int line;

        Unreadable(int line, String message) {
            super(message);
            this.line = line;
        }

        int line() {
            return line;
        }
    }
}
