package dev.slipway.cli.init;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a new model's folder is filled with. */
interface Content {
    /**
     * Fills the folder, which is there and empty.
     *
     * @param words the meanings of the templates' words
     */
    Filled fill(Path folder, Map<String, String> words) throws IOException;

    /**
     * @param files each file's path in the folder, and what it is for
     * @param notes what a person has to decide
     */
    record Filled(Map<String, String> files, List<String> notes) {}
}
