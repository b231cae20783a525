package dev.slipway.models.audience.development;

import dev.slipway.models.audience.development.feed.Faults;
import dev.slipway.models.audience.development.feed.Feed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import picocli.CommandLine.Option;

/** The feed that the committed model was trained on, unless another is named. */
final class TrainingFeed {
    private static final long SEED = 42;
    private static final long ROWS = 300_000;
    private static final LocalDate AS_OF = LocalDate.of(2026, 11, 1);

    @Option(
            names = "--input",
            description =
                    "A feed without errors, with actual_viewers (default: 300,000 synthetic rows up to 2026-11-01).")
    private Path input;

    /** Something done with a feed. */
    interface Use {
        void with(Path feed) throws IOException;
    }

    void use(Use use) throws IOException {
        if (input != null) {
            use.with(input);
            return;
        }
        Path feed = Files.createTempFile("programmes", ".csv");
        try {
            new Feed(SEED, AS_OF, Faults.none()).write(ROWS, feed);
            use.with(feed);
        } finally {
            Files.delete(feed);
        }
    }
}
