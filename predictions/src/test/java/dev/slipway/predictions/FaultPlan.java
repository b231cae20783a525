package dev.slipway.predictions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What happens in a history, all of it decided by a seed before it begins: the same seed plans the same. Which of two
 * processes is first, and where exactly one is when it is killed, is not in anybody's hand.
 *
 * @param retention whether runs are dropped; then the fields of the merged table stay as they are
 */
record FaultPlan(long seed, boolean retention, List<Round> rounds) {
    /**
     * What is done at the same time, and what happens to a database meanwhile.
     *
     * @param dayPasses whether a day has passed since the round before
     */
    record Round(List<Act> acts, Disaster disaster, boolean dayPasses) {}

    record Act(Deed deed, Mischief mischief) {}

    sealed interface Deed {
        default boolean isOfAProcess() {
            return this instanceof Publish || this instanceof Copy;
        }
    }

    /** @param skewHours how far the process's clock is off */
    record Publish(MadeRun run, int skewHours) implements Deed {}

    /** @param looks how often the copy may look at its clock before the time is over; 0 for always */
    record Copy(Table table, boolean share, int leafRows, int chunkRows, int looks) implements Deed {}

    /** @param back how many runs back; 0 leaves the choice to the ledger */
    record Rollback(int back) implements Deed {}

    record Release() implements Deed {}

    enum Table {
        REPLACED(1, CopySpec.Mode.REPLACE),
        MERGED(1, CopySpec.Mode.MERGE),
        BESIDE(2, CopySpec.Mode.REPLACE);

        final int major;
        final CopySpec.Mode mode;

        Table(int major, CopySpec.Mode mode) {
            this.major = major;
            this.mode = mode;
        }

        String view() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What happens to one process, or to its wire to one of the databases. */
    record Mischief(Kind kind, boolean atAnalytics, int position) {
        static final Mischief NONE = new Mischief(Kind.NONE, false, 0);

        enum Kind {
            NONE,
            KILLED_AT_BYTE,
            KILLED_AFTER_MILLIS,
            TRUNCATED,
            RESET,
            BLACK_HOLE,
            SLOW,
            COMMIT_LOST,
            COMMIT_UNHEARD,
            COMMIT_LATE
        }

        boolean kills() {
            return kind == Kind.KILLED_AT_BYTE || kind == Kind.KILLED_AFTER_MILLIS;
        }
    }

    /** What happens to a whole database. */
    record Disaster(Kind kind, boolean atAnalytics, int afterMillis, int forMillis) {
        enum Kind {
            NONE,
            SERVER_KILLED,
            SERVER_STOPPED,
            SESSIONS_TERMINATED,
            VIEWS_READ,
            DISK_FULL
        }
    }

    static final String MODEL = "audience";

    /** The runs that a history with retention keeps. */
    static final int KEEP = 2;

    private static final Instant AS_OF = Instant.parse("2026-11-20T06:00:00Z");

    static FaultPlan of(long seed, int rounds) {
        Random random = new Random(seed);
        boolean retention = random.nextInt(3) == 0;
        List<MadeRun> runs = new ArrayList<>();
        List<Round> planned = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            List<Act> acts = new ArrayList<>();
            int processes = i == 0 ? 2 : 2 + random.nextInt(i % 4 == 3 ? 7 : 3);
            for (int p = 0; p < processes; p++) {
                acts.add(new Act(deed(random, seed, runs, retention, i), mischief(random)));
            }
            planned.add(new Round(acts, disaster(random), retention && random.nextInt(3) == 0));
        }
        return new FaultPlan(seed, retention, planned);
    }

    /** A small run in good order, as of so many days later than the others. */
    static MadeRun calm(String id, int days, int keep) {
        return new MadeRun(MODEL, "1.0.0", id, AS_OF.plusSeconds(86_400L * days), 100, 3, 5, -1, keep);
    }

    boolean has(Disaster.Kind kind, boolean atAnalytics) {
        return rounds.stream()
                .map(Round::disaster)
                .anyMatch(disaster -> disaster.kind() == kind && disaster.atAnalytics() == atAnalytics);
    }

    private static Deed deed(Random random, long seed, List<MadeRun> runs, boolean retention, int round) {
        int choice = round == 0 ? 0 : random.nextInt(20);
        if (choice < 8) {
            boolean again = !runs.isEmpty() && random.nextInt(4) == 0;
            MadeRun run = again ? runs.get(runs.size() - 1 - random.nextInt(Math.min(3, runs.size()))) : null;
            if (run == null) {
                run = run(random, seed, runs.size(), retention);
                runs.add(run);
            }
            return new Publish(run, random.nextInt(3) - 1);
        }
        if (choice < 18) {
            Table table = Table.values()[random.nextInt(10) == 0 ? 2 : random.nextInt(2)];
            boolean share = random.nextInt(3) == 0 && !retention;
            int leafRows = List.of(240, 800, 6000).get(random.nextInt(3));
            return new Copy(table, share, leafRows, leafRows / 4, random.nextInt(3) == 0 ? 2 + random.nextInt(30) : 0);
        }
        return choice == 18 ? new Rollback(random.nextInt(4)) : new Release();
    }

    private static MadeRun run(Random random, long seed, int number, boolean retention) {
        int kind = random.nextInt(12);
        String version = number > 0 && kind == 0
                ? "2.0.0"
                : List.of("1.0.0", "1.0.0", "1.0.1", "1.1.0").get(random.nextInt(4));
        // Several blocks each, so that a replaced table is often loaded as two leaves at once.
        int rows = kind == 1 ? random.nextInt(5) : 4 * (60 + random.nextInt(540));
        // One in eight is late: its as-of is older than those of the runs before.
        long minutes = number * 10L - (random.nextInt(8) == 0 ? 25 : 0);
        return new MadeRun(
                MODEL,
                version,
                "s" + seed + "-" + number,
                AS_OF.plusSeconds(60 * minutes),
                rows,
                rows > 10 && random.nextInt(4) == 0 ? 3 : 0,
                5,
                random.nextInt(3) == 0 ? 3.0 : -1,
                retention ? KEEP : 200);
    }

    private static Mischief mischief(Random random) {
        int scale = List.of(1_500, 4_000, 10_000, 25_000).get(random.nextInt(4));
        int position = 1 + random.nextInt(scale);
        boolean atAnalytics = random.nextBoolean();
        int choice = random.nextInt(24);
        Mischief.Kind kind = choice < 2
                ? Mischief.Kind.NONE
                : choice < 13
                        ? Mischief.Kind.KILLED_AT_BYTE
                        : choice < 17 ? Mischief.Kind.KILLED_AFTER_MILLIS : Mischief.Kind.values()[choice - 14];
        return switch (kind) {
            case KILLED_AFTER_MILLIS -> new Mischief(kind, atAnalytics, random.nextInt(250));
            case COMMIT_LOST, COMMIT_UNHEARD, COMMIT_LATE -> new Mischief(kind, atAnalytics, 1 + random.nextInt(3));
            case SLOW -> new Mischief(kind, atAnalytics, 1 + random.nextInt(10));
            default -> new Mischief(kind, atAnalytics, position);
        };
    }

    private static Disaster disaster(Random random) {
        int choice = random.nextInt(12);
        Disaster.Kind kind = choice < 7 ? Disaster.Kind.NONE : Disaster.Kind.values()[choice - 6];
        // A reader holds its views for longer than any lock timeout, now and then.
        return new Disaster(kind, random.nextBoolean(), random.nextInt(250), 200 + random.nextInt(1_600));
    }
}
