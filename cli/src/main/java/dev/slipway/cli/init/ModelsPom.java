package dev.slipway.cli.init;

import dev.slipway.cli.CliException;
import dev.slipway.inference.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code models/pom.xml}, which lists the Java models: Maven builds no module that is not named. */
record ModelsPom(Path file) {
    private static final Pattern END = Pattern.compile("^( *)</modules>", Pattern.MULTILINE);

    /**
     * The file's text with one more module; nothing else is different.
     *
     * @throws CliException 78 where the list is not found
     */
    String with(String module) {
        try {
            String text = Files.readString(file);
            Matcher end = END.matcher(text);
            if (!end.find()) {
                throw new CliException(
                        ExitCode.BAD_CONFIGURATION,
                        file + ": expected a line </modules>, the end of the list of Java models");
            }
            String line = "<module>" + module + "</module>";
            return text.contains(line)
                    ? text
                    : text.substring(0, end.start()) + end.group(1) + "  " + line + "\n" + text.substring(end.start());
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_CONFIGURATION, file + " cannot be read: " + CliException.words(e), e);
        }
    }

    /** Replaces the file at once, so that a stopped command leaves the old one or the new one. */
    void replace(String text) throws IOException {
        Path fresh = Files.writeString(file.resolveSibling(".pom.xml.new"), text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
