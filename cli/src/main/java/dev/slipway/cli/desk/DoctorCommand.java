package dev.slipway.cli.desk;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.desk.local.LocalDesk;
import dev.slipway.cli.terminal.TextTable;
import dev.slipway.desk.aws.CloudDesk;
import dev.slipway.desk.doctor.Doctor;
import dev.slipway.desk.doctor.Finding;
import dev.slipway.desk.doctor.Finding.Outcome;
import dev.slipway.inference.ExitCode;
import dev.slipway.releases.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "doctor",
        description = {
            "Looks at all that has to be there: this machine's Java, Node and container engine; with -e also credentials,"
                    + " CDK's bootstrap, the registry, what is deployed, and secrets. Tells what is missing and the"
                    + " command that mends it. Changes nothing."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing is missing", "1:something is missing", "64, 78:as of all commands"},
        footerHeading = "%nExamples:%n",
        footer = {"  slipway doctor                 this machine", "  slipway doctor -e staging      and an environment"
        })
public final class DoctorCommand implements Callable<Integer> {
    private static final int MISSING = 1;

    private final Supplier<List<Finding>> machine;

    @Mixin
    private AnyEnvironment options;

    public DoctorCommand() {
        this(() -> new Machine(System.getenv()).examine());
    }

    /** @param machine looks at the machine that it runs on */
    public DoctorCommand(Supplier<List<Finding>> machine) {
        this.machine = machine;
    }

    @Override
    public Integer call() {
        Told told = new Told(options.json);
        List<Finding> findings = new ArrayList<>(machine.get());
        // What is rehearsed has no account.
        if (options.environment().filter(name -> !LocalDesk.isNamed(name)).isPresent()) {
            Desks desks = new Desks(Checkout.find());
            Environment known = desks.environment(options.environment().get());
            CloudDesk desk = new CloudDesk(known, desks.project());
            findings.addAll(new Doctor(desk, desk.health(), known, desks.project()).examine());
        }
        print(told, findings);
        told.json(Map.of("findings", findings.stream().map(Finding::json).toList()));
        return findings.stream().anyMatch(finding -> finding.outcome() == Outcome.MISSING)
                ? MISSING
                : ExitCode.DONE.code();
    }

    private static void print(Told told, List<Finding> findings) {
        TextTable table = new TextTable(List.of("", "What", "Found"));
        findings.forEach(finding -> table.row(List.of(finding.outcome().words(), finding.what(), finding.found())));
        told.table(table);
        findings.stream()
                .filter(finding -> finding.outcome() == Outcome.MISSING)
                .forEach(finding -> {
                    told.line("");
                    told.line("! " + finding.what() + ": " + finding.found());
                    if (!finding.mend().isEmpty()) {
                        told.line("  " + finding.mend());
                    }
                });
    }
}
