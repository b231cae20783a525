package dev.slipway.models.audience.development.feed;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedTest {
    private static final LocalDate AS_OF = LocalDate.of(2026, 6, 1);

    @TempDir
    Path folder;

    /** The hash was taken on Linux with Java 17; any other machine must come to the same. */
    @Test
    void shouldWriteTheSameBytesOnEveryMachine() throws Exception {
        byte[] bytes = Files.readAllBytes(feed(5000, Faults.of(1)));

        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
                .isEqualTo("764fef87a6225c02349e59394dd9a45e32c1a32f9cee6c0dfaabe47865dc3fe7");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 999, 25_000})
    void shouldWriteExactlySoManyRows(long rows) throws IOException {
        assertThat(read(feed(rows, Faults.of(1)))).hasSize((int) rows);
    }

    @Test
    void shouldNameEachBroadcastOnceWhereNothingIsDoubled() throws IOException {
        Set<String> keys = new HashSet<>();

        assertThat(read(feed(25_000, Faults.none())))
                .allSatisfy(row -> assertThat(keys.add(key(row))).as(key(row)).isTrue());
    }

    @Test
    void shouldTellAnAudienceOnlyOfWhatHasAired() throws IOException {
        List<NamedCsvRecord> rows = read(feed(25_000, Faults.none()));

        assertThat(rows)
                .filteredOn(row -> !aired(row))
                .hasSizeGreaterThan(6_000)
                .allSatisfy(row -> {
                    assertThat(row.getField("actual_viewers")).isEmpty();
                    assertThat(day(row)).isBetween(AS_OF, AS_OF.plusDays(Feed.HORIZON - 1));
                    assertThat(row.getField("days_ahead"))
                            .isEqualTo(Long.toString(day(row).toEpochDay() - AS_OF.toEpochDay()));
                });
        assertThat(rows.stream().filter(FeedTest::aired).filter(row -> row.getField("actual_viewers")
                        .isEmpty()))
                .as("the panel failed now and then")
                .hasSizeBetween(10, 150);
    }

    /** Checked against the feed's own truth, without the code that made the columns. */
    @Test
    void shouldKnowTheAudienceOfLastWeekOnlyIfItHadHappenedByThen() throws IOException {
        List<NamedCsvRecord> rows = read(feed(25_000, Faults.none()));
        Map<String, String> truth = new HashMap<>();
        rows.forEach(row -> truth.put(place(row, day(row)), row.getField("actual_viewers")));
        int known = 0;
        for (NamedCsvRecord row : rows) {
            String lastWeek = truth.get(place(row, day(row).minusDays(7)));
            boolean happened = Integer.parseInt(row.getField("days_ahead")) < 7;
            if (!happened) {
                assertThat(row.getField("last_week_viewers")).isEmpty();
            } else if (lastWeek != null) {
                assertThat(row.getField("last_week_viewers")).isEqualTo(lastWeek);
                known++;
            }
        }
        assertThat(known).isGreaterThan(4_000);
    }

    @Test
    void shouldHaveErrorsInFarLessThanOneRowInAHundred() throws IOException {
        List<NamedCsvRecord> rows = read(feed(25_000, Faults.of(1)));
        Set<String> keys = new HashSet<>();

        assertThat(rows)
                .filteredOn(row -> row.getField("programme_id").isEmpty()
                        || row.getField("air_date").isEmpty()
                        || row.getField("last_week_viewers").equals("n/a")
                        || row.getField("lead_in_viewers").contains(",")
                        || row.getField("duration").startsWith("-")
                        || row.getField("four_week_viewers").length() > 6
                        || !keys.add(key(row)))
                .hasSizeBetween(25, 125);
    }

    @Test
    void shouldHaveTitlesWithQuotesCommasAndUmlauts() throws IOException {
        assertThat(read(feed(5_000, Faults.none())))
                .extracting(row -> row.getField("title"))
                .anyMatch(title -> title.contains("\""))
                .anyMatch(title -> title.contains(","))
                .anyMatch(title -> title.contains("ö"));
    }

    @Test
    void shouldDrawLargeAudiencesInTheEveningAndSmallOnesAtDawn() throws IOException {
        List<NamedCsvRecord> rows = read(feed(25_000, Faults.none()));

        assertThat(mean(rows, "40")).isGreaterThan(new BigDecimal("0.8"));
        assertThat(mean(rows, "12")).isLessThan(new BigDecimal("0.15"));
    }

    private static BigDecimal mean(List<NamedCsvRecord> rows, String slot) {
        List<BigDecimal> audiences = rows.stream()
                .filter(row -> row.getField("slot").equals(slot)
                        && !row.getField("actual_viewers").isEmpty())
                .map(row -> new BigDecimal(row.getField("actual_viewers")))
                .toList();
        return audiences.stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(audiences.size()), 3, RoundingMode.HALF_EVEN);
    }

    private static boolean aired(NamedCsvRecord row) {
        return day(row).isBefore(AS_OF);
    }

    private static LocalDate day(NamedCsvRecord row) {
        return LocalDate.parse(row.getField("air_date"));
    }

    private static String key(NamedCsvRecord row) {
        return row.getField("programme_id") + ' ' + row.getField("air_date");
    }

    private static String place(NamedCsvRecord row, LocalDate day) {
        return row.getField("channel") + ' ' + row.getField("slot") + ' ' + day;
    }

    private Path feed(long rows, Faults faults) throws IOException {
        Path file = folder.resolve("feed.csv");
        new Feed(1, AS_OF, faults).write(rows, file);
        return file;
    }

    private static List<NamedCsvRecord> read(Path file) throws IOException {
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            return rows.stream().toList();
        }
    }
}
