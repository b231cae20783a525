package dev.slipway.models.audience.development.training;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Scores as text and as JSON; audiences in millions. */
public final class ScoreTable {
    private ScoreTable() {}

    /** A table for a terminal, which is a table in Markdown too. */
    public static String text(List<Score> scores) {
        StringBuilder text = new StringBuilder();
        line(text, "last eight weeks", "rows", "RMSE", "compared", "RMSE", "last week's", "ratio", "MAPE %");
        text.append(
                "|--------------------------|-------:|------:|---------:|------:|------------:|------:|-------:|\n");
        for (Score score : scores) {
            line(
                    text,
                    score.group(),
                    score.rows(),
                    Decimal.of(score.rmse(), 3),
                    score.compared(),
                    Decimal.of(score.modelRmse(), 3),
                    Decimal.of(score.baselineRmse(), 3),
                    Decimal.of(score.ratio(), 2),
                    Decimal.of(100 * score.mape(), 1));
        }
        return text.toString();
    }

    /** The same as JSON, one object to a group. */
    public static String json(List<Score> scores) throws IOException {
        List<Map<String, Object>> groups = new ArrayList<>();
        for (Score score : scores) {
            Map<String, Object> group = new LinkedHashMap<>();
            group.put("group", score.group());
            group.put("rows", score.rows());
            group.put("rmse", Decimal.of(score.rmse(), 6));
            group.put("compared", score.compared());
            group.put("modelRmse", Decimal.of(score.modelRmse(), 6));
            group.put("baselineRmse", Decimal.of(score.baselineRmse(), 6));
            group.put("ratio", Decimal.of(score.ratio(), 6));
            group.put("mape", Decimal.of(score.mape(), 6));
            groups.add(group);
        }
        return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(groups) + '\n';
    }

    private static void line(StringBuilder text, Object... cells) {
        Arrays.setAll(cells, i -> cells[i] == null ? "-" : cells[i]);
        text.append(String.format(Locale.ROOT, "| %-24s | %6s | %5s | %8s | %5s | %11s | %5s | %6s |\n", cells));
    }
}
