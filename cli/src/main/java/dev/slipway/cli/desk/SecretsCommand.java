package dev.slipway.cli.desk;

import dev.slipway.cli.CliException;
import dev.slipway.cli.CommonOptions;
import dev.slipway.cli.terminal.TextTable;
import dev.slipway.desk.secrets.SecretCheck;
import dev.slipway.desk.secrets.SecretCheck.Line;
import dev.slipway.inference.ExitCode;
import dev.slipway.releases.Names;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "secrets",
        subcommands = {
            SecretsCommand.ListCommand.class,
            SecretsCommand.PutCommand.class,
            SecretsCommand.CheckCommand.class
        },
        synopsisSubcommandLabel = "(list | put | check)",
        description =
                "The environment's secrets, by name. No value is ever shown, logged, or taken from the command line.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway secrets list -e staging",
            "  slipway secrets check -e staging                            ends with 1 where one is missing",
            "  slipway secrets put analytics/job -e staging                asks for it, without echo",
            "  slipway secrets put analytics/job -e staging < password     … or reads it from standard input"
        })
public final class SecretsCommand {
    private static final int MISSING = 1;

    @Mixin
    private CommonOptions common;

    private static SecretCheck check(AtDesk at) {
        SecretCheck check =
                SecretCheck.of(new Names(at.environment().name()), at.desk().parameters());
        TextTable table = new TextTable(List.of("Name", "Written", ">Values", "State"));
        check.lines()
                .forEach(line -> table.row(List.of(
                        line.name(),
                        Shown.time(line.secret().map(secret -> secret.changed())),
                        line.secret()
                                .map(secret -> Long.toString(secret.version()))
                                .orElse(""),
                        line.missing() ? "MISSING" : line.needed() ? "" : "nothing of ours reads it")));
        at.told().table(table);
        return check;
    }

    private static Map<String, Object> json(SecretCheck check) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("secrets", check.lines().stream().map(SecretsCommand::json).toList());
        json.put("missing", check.missing());
        return json;
    }

    private static Map<String, Object> json(Line line) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", line.name());
        json.put(
                "written",
                line.secret().map(secret -> secret.changed().toString()).orElse(null));
        json.put("values", line.secret().map(secret -> secret.version()).orElse(null));
        json.put("needed", line.needed());
        return json;
    }

    @Command(
            name = "list",
            description = "Lists names, when each was written last, and how many values it has had.",
            footerHeading = "%nExample:%n",
            footer = "  slipway secrets list -e staging")
    static final class ListCommand implements Callable<Integer> {
        @Mixin
        private EnvironmentOptions options;

        @Override
        public Integer call() {
            AtDesk at = options.open();
            at.told().json(json(check(at)));
            return ExitCode.DONE.code();
        }
    }

    @Command(
            name = "check",
            description = "Tells which are missing for the current files, and ends with 1 where one is.",
            footerHeading = "%nExample:%n",
            footer = "  slipway secrets check -e staging --json")
    static final class CheckCommand implements Callable<Integer> {
        @Mixin
        private EnvironmentOptions options;

        @Override
        public Integer call() {
            AtDesk at = options.open();
            Told told = at.told();
            SecretCheck check = check(at);
            told.json(json(check));
            List<String> missing = check.missing();
            told.line("");
            told.line(
                    missing.isEmpty()
                            ? "none is missing"
                            : missing.size() + " missing; the deployment's provisioner makes them: 'cdk deploy' of the"
                                    + " stage " + options.environment());
            return missing.isEmpty() ? ExitCode.DONE.code() : MISSING;
        }
    }

    @Command(
            name = "put",
            description = {
                "Writes a secret, from standard input or a prompt without echo. A password is also a role's in a database:"
                        + " the provisioner sets both, so this is for what it does not make."
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  slipway secrets put analytics/job -e staging                asks for it, without echo",
                "  slipway secrets put analytics/job -e staging < password     … or reads it from standard input"
            })
    static final class PutCommand implements Callable<Integer> {
        @Parameters(
                paramLabel = "NAME",
                description = "DATABASE/ROLE such as analytics/job, or a whole name below /slipway/ENV/.")
        private String name;

        @Mixin
        private EnvironmentOptions options;

        @Override
        public Integer call() throws IOException {
            AtDesk at = options.open();
            Told told = at.told();
            String whole = whole(new Names(at.environment().name()));
            at.desk().parameters().put(whole, SecretInput.read(whole));
            told.line("wrote " + whole);
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", whole);
            json.put("written", true);
            told.json(json);
            return ExitCode.DONE.code();
        }

        private String whole(Names names) {
            if (name.matches("(analytics|application)/[a-z]+")) {
                return names.password(name.split("/")[0], name.split("/")[1]);
            }
            if (name.startsWith(names.path() + "/") && name.matches("[a-zA-Z0-9_./-]+[a-zA-Z0-9_]")) {
                return name;
            }
            throw new CliException(
                    ExitCode.USAGE,
                    // What was typed may be the secret itself.
                    "NAME: expected DATABASE/ROLE such as analytics/job, or a name below " + names.path()
                            + "/, got another word");
        }
    }
}
