package dev.slipway.cli.desk;

import dev.slipway.cli.Checkout;
import dev.slipway.cli.CommonOptions;
import dev.slipway.desk.Deployed;
import dev.slipway.desk.plan.Edited;
import dev.slipway.desk.plan.Edits;
import dev.slipway.desk.plan.GitState;
import dev.slipway.desk.plan.Plan;
import dev.slipway.desk.plan.Planner;
import dev.slipway.desk.plan.Removed;
import dev.slipway.desk.runs.Together;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.releases.Environment;
import dev.slipway.releases.WrittenRelease;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        description = {
            "Tells what the environments' files would change, before anyone deploys it, and whether it may: the version"
                    + " is in the registry under a tag that stays; its number is honest; what copy names is still"
                    + " there; what a run needs is there; prod runs nothing that staging has not run.",
            "",
            "Without --against versions are compared with what is deployed, and what else the files say with their last"
                    + " commit. Nothing is changed, no layer of an image is pulled and no database is woken."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no rule is broken; also where nothing changes",
            "1:a rule is broken",
            "64, 70, 75, 78:as of all commands, see 'slipway --help'"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway plan                           all environments, against what is deployed",
            "  slipway plan -e staging                one of them",
            "  slipway plan --against HEAD            what is edited and not yet committed",
            "  slipway plan -e local --registry localhost:5000   what was rehearsed, against images pushed there",
            "  slipway plan --against origin/main --markdown   the comment of a pull request"
        })
public final class PlanCommand implements Callable<Integer> {
    private static final int BROKEN = 1;

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "ENV",
            description = "The environment (default: all that have a file).")
    private String environment;

    @Option(
            names = "--against",
            paramLabel = "GIT_REF",
            description = "Compare with the files of this commit (default: with what is deployed).")
    private String against;

    @ArgGroup
    private Form form = new Form();

    private static final class Form {
        @Option(names = "--json", description = "Print one JSON object on standard output, everything else on error.")
        private boolean json;

        @Option(names = "--markdown", description = "Print the comment of a pull request.")
        private boolean markdown;
    }

    @Mixin
    private RegistryOption registry;

    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        Checkout checkout = Checkout.find();
        Desks desks = new Desks(checkout);
        List<Environment> environments =
                desks.environments(environment == null ? checkout.environments() : List.of(environment));
        Optional<GitState> git = git(checkout);
        List<Looked> looked = Together.ask(environments, now -> look(desks, git, now));
        List<Edited> edits =
                looked.stream().flatMap(each -> each.edits().stream()).toList();
        List<Removed> removed =
                looked.stream().flatMap(each -> each.removed().stream()).toList();
        Plan plan = new Plan(
                environments.stream().map(Environment::name).toList(),
                against == null ? "what is deployed" : against,
                new Planner(desks::desk, registry.registries(), checkout.environments()::contains).plan(edits),
                removed);
        print(plan);
        return plan.isGood() ? ExitCode.DONE.code() : BROKEN;
    }

    /** What an environment's file changes. */
    private record Looked(List<Edited> edits, List<Removed> removed) {}

    private Looked look(Desks desks, Optional<GitState> git, Environment now) {
        Map<ModelName, WrittenRelease> earlier =
                git.map(state -> state.releases(stem(desks.file(now)))).orElse(Map.of());
        Map<ModelName, WrittenRelease> written = WrittenRelease.in(desks.file(now));
        Map<ModelName, ModelVersion> running = new LinkedHashMap<>();
        List<Edited> edits;
        if (against == null) {
            Map<ModelName, Deployed> deployed = deployed(desks, earlier.keySet(), now);
            deployed.forEach((model, project) -> running.put(model, project.version()));
            edits = Edits.against(deployed, earlier, written, now);
        } else {
            earlier.forEach((model, release) -> running.put(model, release.version()));
            edits = Edits.against(earlier, written, now);
        }
        return new Looked(edits, Removed.from(running, now));
    }

    /** A rehearsed environment has the file of the one that it stands for. */
    private static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("[.]yaml$", "");
    }

    /** What is deployed can be compared with outside of git, too. */
    private Optional<GitState> git(Checkout checkout) {
        try {
            return Optional.of(GitState.of(checkout.home(), against == null ? "HEAD" : against));
        } catch (InferenceException none) {
            if (against == null) {
                return Optional.empty();
            }
            throw none;
        }
    }

    /** Of the file's models, and of those that its last commit names: they may be there still. */
    private static Map<ModelName, Deployed> deployed(Desks desks, Set<ModelName> earlier, Environment now) {
        Set<ModelName> models = new LinkedHashSet<>(now.models().keySet());
        models.addAll(earlier);
        return models.isEmpty() ? Map.of() : desks.desk(now.name()).jobs().deployed(models);
    }

    private void print(Plan plan) {
        if (form.markdown) {
            System.out.print(plan.markdown());
            return;
        }
        Told told = new Told(form.json);
        plan.lines().forEach(told::line);
        told.json(plan.json());
    }
}
