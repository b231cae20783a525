package dev.slipway.cli.desk;

import dev.slipway.cli.CliException;
import dev.slipway.cli.CommonOptions;
import dev.slipway.cli.terminal.Console;
import dev.slipway.cli.terminal.Figures;
import dev.slipway.cli.terminal.TextTable;
import dev.slipway.desk.Desk;
import dev.slipway.desk.RunFiles.Artifact;
import dev.slipway.desk.runs.Download;
import dev.slipway.desk.runs.Run;
import dev.slipway.inference.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "artifacts",
        subcommands = {ArtifactsCommand.ListCommand.class, ArtifactsCommand.GetCommand.class},
        synopsisSubcommandLabel = "(list | get)",
        description = "The files that a run has left: predictions, rejects, its report, and what the job knew of it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway artifacts list 0f3c7a52-… -e staging",
            "  slipway artifacts get 0f3c7a52-… -e staging --output out",
            "  slipway artifacts get 0f3c7a52-… rejects.csv -e staging"
        })
public final class ArtifactsCommand {
    @Mixin
    private CommonOptions common;

    /** The files of a run that is looked for in all models of an environment. */
    private record Found(Desk desk, Run run, List<Artifact> artifacts) {
        static Found of(EnvironmentOptions options, String runId) {
            AtDesk at = options.open();
            Run run = at.run(runId);
            return new Found(at.desk(), run, at.desk().runs().artifacts(run.model(), runId));
        }
    }

    private static Map<String, Object> json(Artifact artifact) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", artifact.name());
        json.put("bytes", artifact.bytes());
        json.put("sha256", artifact.sha256());
        return json;
    }

    @Command(
            name = "list",
            description = "Lists them, with the checksums that the run noted.",
            footerHeading = "%nExample:%n",
            footer = "  slipway artifacts list 0f3c7a52-… -e staging")
    static final class ListCommand implements Callable<Integer> {
        @Parameters(paramLabel = "RUN", description = "The run's id, as 'slipway runs' lists it.")
        private String runId;

        @Mixin
        private EnvironmentOptions options;

        @Override
        public Integer call() {
            Told told = new Told(options.json);
            Found found = Found.of(options, runId);
            TextTable table = new TextTable(List.of("File", ">Size", "SHA-256"));
            found.artifacts()
                    .forEach(artifact -> table.row(List.of(
                            artifact.name(),
                            Figures.bytes(artifact.bytes()),
                            artifact.sha256() == null ? "" : artifact.sha256().substring(0, 12) + "…")));
            told.table(table);
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("run", runId);
            json.put("model", found.run().model().value());
            json.put(
                    "files",
                    found.artifacts().stream().map(ArtifactsCommand::json).toList());
            told.json(json);
            return ExitCode.DONE.code();
        }
    }

    @Command(
            name = "get",
            description =
                    "Fetches them; each is here as a whole and with the checksum that the run noted, or not at all.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  slipway artifacts get 0f3c7a52-… -e staging --output out",
                "  slipway artifacts get 0f3c7a52-… rejects.csv -e staging"
            })
    static final class GetCommand implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "RUN", description = "The run's id, as 'slipway runs' lists it.")
        private String runId;

        @Parameters(index = "1..*", paramLabel = "FILE", description = "These alone (default: all).")
        private List<String> names = new ArrayList<>();

        @Option(
                names = "--output",
                paramLabel = "FOLDER",
                description = "Where to (default: a folder of the run's id).")
        private Path output;

        @Mixin
        private EnvironmentOptions options;

        @Override
        public Integer call() {
            Told told = new Told(options.json);
            Found found = Found.of(options, runId);
            Download download = new Download(found.desk().runs(), found.run().model(), runId);
            Path folder = output == null ? Path.of(runId) : output;
            List<Map<String, Object>> files = new ArrayList<>();
            for (Artifact artifact : chosen(found.artifacts())) {
                Download.Got got = download.get(artifact, folder);
                told.line(Console.shown(got.file()) + ", " + Figures.bytes(artifact.bytes())
                        + (got.checked() ? ", checked" : ", has no checksum"));
                Map<String, Object> json = json(artifact);
                json.put("file", got.file().toString());
                json.put("checked", got.checked());
                files.add(json);
            }
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("run", runId);
            json.put("files", files);
            told.json(json);
            return ExitCode.DONE.code();
        }

        private List<Artifact> chosen(List<Artifact> all) {
            for (String name : names) {
                if (all.stream().noneMatch(artifact -> artifact.name().equals(name))) {
                    throw new CliException(
                            ExitCode.USAGE,
                            "run " + runId + " has left no " + name + "; there are "
                                    + String.join(
                                            ", ",
                                            all.stream().map(Artifact::name).toList()));
                }
            }
            return all.stream()
                    .filter(artifact -> names.isEmpty() || names.contains(artifact.name()))
                    .toList();
        }
    }
}
