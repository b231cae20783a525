package dev.slipway.cli;

import dev.slipway.inference.ExitCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** A mistake that the person at the keyboard can put right; the message says how. */
public final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public CliException(ExitCode exitCode, String message) {
        this(exitCode, message, null);
    }

    public CliException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** Why a file could not be read or written, in the system's words: Java's own are often a mere name. */
    public static String words(IOException failed) {
        if (failed instanceof FileAlreadyExistsException there) {
            return there.getFile() + " is there already";
        }
        if (failed instanceof NoSuchFileException missing) {
            return "there is no " + missing.getFile();
        }
        if (failed instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        return failed instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : failed.toString();
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
