package dev.slipway.job.conformance;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Report;
import dev.slipway.inference.Success;
import dev.slipway.job.runtime.ImageEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A verb that was run, and what it left. */
record Trial(Setup setup, ImageEnd end, Path in, Path out) {
    private static final int SIGNALS = 128;

    /** Refuses any other end. */
    Trial ends(ExitCode expected) {
        if (end.status() != expected.code()) {
            throw Verdict.broken("exit status", expected.code() + " (" + expected.meaning() + ")", ending());
        }
        return this;
    }

    /** The status and the reason: the image's own, or what the runtime knows of a signal. */
    String ending() {
        if (end.status() > SIGNALS && end.status() != ExitCode.TERMINATED.code()) {
            return end.status() + ": " + end.failure("it", Bench.LIMIT).getMessage();
        }
        return end.status() + (end.lastError() == null ? "" : ": " + end.lastError());
    }

    Trial withoutSuccess() {
        if (Files.exists(out.resolve(Success.FILE))) {
            throw Verdict.broken("out/", "no " + Success.FILE, "one");
        }
        return this;
    }

    /** Refuses any other number of rows in the two files. */
    Trial rows(int predicted, int rejected) {
        Verdict.same("rows in " + Success.REJECTS, rejected, rejects().rows().size());
        Verdict.same(
                "rows in " + Success.PREDICTIONS,
                predicted,
                predictions().rows().size());
        return this;
    }

    /** Refuses any other code of the last reject. */
    Trial lastReject(String code) {
        List<String> codes = rejects().column("code");
        Verdict.same("code of the last reject", code, codes.isEmpty() ? "no reject" : codes.get(codes.size() - 1));
        return this;
    }

    /** Refuses other predictions than those of another trial. */
    Trial predictsAs(Trial other) {
        Differences.refuse(other, this);
        return this;
    }

    Table predictions() {
        return Table.read(file(Success.PREDICTIONS));
    }

    Table rejects() {
        return Table.read(file(Success.REJECTS));
    }

    Report report() {
        return Report.parse(text(Report.FILE));
    }

    Success success() {
        return Success.parse(text(Success.FILE));
    }

    private String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /** The bytes of a file in {@code out/}. */
    byte[] bytes(String name) {
        try {
            return Files.readAllBytes(file(name));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A file in {@code out/}, which must be there. */
    Path file(String name) {
        Path file = out.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw Verdict.broken("files in out/", name, files(out));
        }
        return file;
    }

    /** The names of the files in a folder. */
    static List<String> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
