package dev.slipway.cli.init;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of a new model, from a text that lies beside this class.
 *
 * @param resource the text's path in the folder of this class
 * @param file where it goes in the model's folder; may have words of its own
 * @param purpose what it is, for the person who will edit it
 */
record Template(String resource, String file, String purpose) {
    private static final Pattern WORD = Pattern.compile("\\{\\{(\\w+)}}");

    /** Writes the file with each {@code {{word}}} replaced; a word without a meaning is a defect of the template. */
    void write(Path folder, Map<String, String> words) throws IOException {
        Path target = folder.resolve(fill(file, words));
        Files.createDirectories(target.getParent());
        Files.writeString(target, fill(text(), words));
    }

    /** The file's path in the model's folder. */
    String path(Map<String, String> words) {
        return fill(file, words);
    }

    private String text() {
        try (InputStream text = Template.class.getResourceAsStream(resource)) {
            if (text == null) {
                throw new IllegalStateException("there is no template " + resource);
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fill(String text, Map<String, String> words) {
        return WORD.matcher(text).replaceAll(word -> {
            String meaning = words.get(word.group(1));
            if (meaning == null) {
                throw new IllegalStateException("a template has the unknown word " + word.group());
            }
            return Matcher.quoteReplacement(meaning);
        });
    }
}
