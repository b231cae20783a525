package dev.slipway.cli.init;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of a new model, from one that lies beside this class.
 *
 * @param resource its path in the folder of this class
 * @param file where it goes in the model's folder; may have words of its own
 * @param purpose what it is, for the person who will edit it
 */
record Template(String resource, String file, String purpose) {
    private static final Pattern WORD = Pattern.compile("\\{\\{(\\w+)}}");

    /** Writes the file with each {@code {{word}}} replaced, and tells its path in the folder. */
    String write(Path folder, Map<String, String> words) throws IOException {
        String path = replaced(file, words);
        Path target = folder.resolve(path);
        Files.createDirectories(target.getParent());
        if (resource.endsWith(".onnx")) {
            Files.write(target, bytes());
        } else {
            Files.writeString(target, text(words));
        }
        return path;
    }

    /** The text with its words replaced; a word without a meaning is a defect of the template. */
    String text(Map<String, String> words) throws IOException {
        return replaced(new String(bytes(), StandardCharsets.UTF_8), words);
    }

    private byte[] bytes() throws IOException {
        try (InputStream bytes = Template.class.getResourceAsStream(resource)) {
            if (bytes == null) {
                throw new IllegalStateException("there is no template " + resource);
            }
            return bytes.readAllBytes();
        }
    }

    private static String replaced(String text, Map<String, String> words) {
        return WORD.matcher(text).replaceAll(word -> {
            String meaning = words.get(word.group(1));
            if (meaning == null) {
                throw new IllegalStateException("a template has the unknown word " + word.group());
            }
            return Matcher.quoteReplacement(meaning);
        });
    }
}
