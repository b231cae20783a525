package dev.slipway.cli.desk;

import dev.slipway.cli.terminal.Figures;
import dev.slipway.cli.terminal.TextTable;
import dev.slipway.desk.Copies.Copied;
import dev.slipway.desk.Copies.Progress;
import dev.slipway.desk.Desk;
import dev.slipway.desk.follow.CopyFollower;
import dev.slipway.desk.follow.Listener;
import dev.slipway.inference.ModelName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Copies, and tells of it. */
record CopyText(Told told) {
    Progress copy(Desk desk, Optional<ModelName> model) {
        told.remark("copying " + model.map(ModelName::value).orElse("what is behind") + " to the application of "
                + desk.environment());
        Progress progress = new CopyFollower(desk.copies(), new Listener() {
                    @Override
                    public void copied(Progress unfinished) {
                        unfinished
                                .copies()
                                .forEach(copy ->
                                        told.remark(copy.table() + ": " + Figures.count(copy.rows()) + " rows so far"));
                    }
                })
                .copy(model);
        TextTable table = new TextTable(List.of("Table", "Shows run", ">Rows"));
        progress.copies()
                .forEach(copy -> table.row(
                        List.of(copy.table(), copy.runId() == null ? "-" : copy.runId(), Figures.count(copy.rows()))));
        told.table(table);
        return progress;
    }

    static List<Map<String, Object>> json(Progress progress) {
        List<Map<String, Object>> copies = new ArrayList<>();
        for (Copied copy : progress.copies()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("table", copy.table());
            json.put("run", copy.runId());
            json.put("seq", copy.seq());
            json.put("rows", copy.rows());
            copies.add(json);
        }
        return copies;
    }
}
