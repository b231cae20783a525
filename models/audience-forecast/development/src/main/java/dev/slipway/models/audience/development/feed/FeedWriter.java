package dev.slipway.models.audience.development.feed;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.slipway.models.audience.development.broadcast.Broadcast;
import dev.slipway.models.audience.development.broadcast.Programme;
import dev.slipway.models.audience.development.feed.Faults.Fault;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.LocalDate;

/** Writes rows in the columns of {@code model.yaml} and the column of the truth; now and then with an error. */
final class FeedWriter implements AutoCloseable {
    private static final String[] HEADER = {
        "programme_id",
        "air_date",
        "channel",
        "title",
        "genre",
        "slot",
        "duration",
        "is_premiere",
        "is_live",
        "promo_spots",
        "competing_premieres",
        "competing_live",
        "days_ahead",
        "lead_in_viewers",
        "last_week_viewers",
        "four_week_viewers",
        "title_viewers",
        "actual_viewers"
    };

    private final CsvWriter csv;
    private final Faults faults;
    private long rows;

    FeedWriter(Writer out, Faults faults) {
        this.csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
        this.faults = faults;
        csv.writeRecord(HEADER);
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }

    long rows() {
        return rows;
    }

    /** Writes a row, and once more where the export doubled it and there is room for both. */
    void write(Row row, long room) {
        Programme programme = row.broadcast().programme();
        Fault fault = faults.on(programme.epochDay(), programme.channel().ordinal(), programme.slot());
        for (int copies = fault == Fault.DOUBLED_ROW && room > 1 ? 2 : 1; copies > 0; copies--) {
            write(row, fault);
        }
    }

    private void write(Row row, Fault fault) {
        Broadcast broadcast = row.broadcast();
        Programme programme = broadcast.programme();
        int minutes = programme.length() * 30;
        csv.writeRecord(
                fault == Fault.NO_ID ? "" : programme.id(),
                fault == Fault.NO_AIR_DATE
                        ? ""
                        : LocalDate.ofEpochDay(programme.epochDay()).toString(),
                programme.channel().title(),
                programme.title(),
                programme.genre().word(),
                Integer.toString(programme.slot()),
                Integer.toString(fault == Fault.IMPOSSIBLE_DURATION ? -minutes : minutes),
                Boolean.toString(programme.premiere()),
                Boolean.toString(programme.live()),
                programme.slot() < Programme.FIRST_SLOT + 8 ? "" : Integer.toString(programme.promoSpots()),
                Integer.toString(broadcast.competingPremieres()),
                Boolean.toString(broadcast.competingLive()),
                Integer.toString(row.daysAhead()),
                fault == Fault.DECIMAL_COMMA ? "1,25" : millions(row.leadIn()),
                fault == Fault.NOT_A_NUMBER ? "n/a" : millions(row.lastWeek()),
                fault == Fault.WRONG_UNIT ? "1250000" : millions(row.fourWeeks()),
                millions(row.title()),
                millions(row.actual()));
        rows++;
    }

    /** Thousands as millions, without needless zeros; empty where unknown. */
    private static String millions(int thousands) {
        if (thousands == Broadcast.UNKNOWN) {
            return "";
        }
        return thousands == 0
                ? "0"
                : BigDecimal.valueOf(thousands, 3).stripTrailingZeros().toPlainString();
    }
}
