package dev.slipway.inference;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** The verb {@code predict}: scores the input and leaves four files, {@code _SUCCESS} last. */
final class Predict {
    private final Model model;
    private final Folders folders;
    private final Ending ending;
    private final PrintStream log;
    private final boolean verbose;
    private final Manifest manifest;
    private final Request request;
    private final Tally tally;
    private boolean hasScored;

    /**
     * @param verbose whether the log tells when the first rows are scored
     * @throws InferenceException 78 where the run was set up wrongly, 75 where its deadline is over
     */
    Predict(Model model, Folders folders, Ending ending, PrintStream log, boolean verbose) {
        this.model = model;
        this.folders = folders;
        this.ending = ending;
        this.log = log;
        this.verbose = verbose;
        manifest = folders.manifest();
        request = folders.request();
        tally = new Tally(manifest);
        folders.demandEmptyOut();
        if (request.deadline() != null) {
            if (!Instant.now().isBefore(request.deadline())) {
                throw Ending.late(request.deadline());
            }
            ending.endAt(request.deadline());
        }
    }

    /** @throws IOException where a file cannot be written */
    void run() throws IOException {
        Path out = folders.out();
        String[] header = manifest.output().stream().map(Field::name).toArray(String[]::new);
        CsvFile predictions;
        CsvFile rejects;
        try (Scoring scoring = new Scoring(model, manifest, request.asOf(), tally)) {
            scoring.read(folders.in(), request.files(), InputColumns.of(manifest, false));
            folders.load(model, manifest);
            predictions = new CsvFile(out.resolve(Success.PREDICTIONS), header);
            rejects = new CsvFile(out.resolve(Success.REJECTS), "file", "line", "field", "code", "reason");
            try (predictions;
                    rejects) {
                scoring.run(batch -> write(batch, predictions, rejects));
            }
        }
        model.close();
        Report report = tally.report("predict", request.runId(), true);
        String reportSha256 = HashedFile.write(out.resolve(Report.FILE), report.toJson() + "\n");
        log.println(manifest.name() + " " + manifest.version() + ": " + tally.read() + " rows read, "
                + predictions.rows() + " predicted, " + tally.rejected() + " rejected");
        demandFewRejects();
        commit(new Success(
                Manifest.SPEC,
                request.runId(),
                predictions.sha256(),
                predictions.rows(),
                rejects.sha256(),
                rejects.rows(),
                reportSha256));
    }

    private void write(Batch batch, CsvFile predictions, CsvFile rejects) throws IOException {
        if (verbose && !hasScored) {
            hasScored = true;
            log.println("the first rows are scored");
        }
        Columns output = batch.outputs();
        for (int row = 0; row < batch.size(); row++) {
            if (!batch.rows().isRejected(row)) {
                for (int i = 0; i < output.size(); i++) {
                    predictions.field(CsvText.of(output.at(i), row));
                }
                predictions.endRecord();
            }
        }
        for (Reject reject : batch.rows().rejects()) {
            rejects.field(batch.rows().file());
            rejects.field(Long.toString(reject.line()));
            rejects.field(reject.field());
            rejects.field(reject.code().word());
            rejects.field(reject.reason());
            rejects.endRecord();
        }
    }

    private void demandFewRejects() {
        if (request.rejectLimit().exceededBy(tally.rejected(), tally.read())) {
            throw new InferenceException(
                    ExitCode.BAD_DATA,
                    tally.rejected() + " of " + tally.read() + " rows rejected (" + tally.summary()
                            + "), more than the limit " + request.rejectLimit() + "; the first: " + tally.first()
                            + "; all are in " + Success.REJECTS);
        }
    }

    private void commit(Success success) throws IOException {
        Path out = folders.out();
        Path prepared = out.resolve(Success.FILE + ".tmp");
        HashedFile.write(prepared, success.toJson() + "\n");
        ending.commit(prepared, out.resolve(Success.FILE));
        try (FileChannel folder = FileChannel.open(out, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
