package dev.slipway.desk.doctor;

import dev.slipway.desk.Desk;
import dev.slipway.desk.Health;
import dev.slipway.desk.Health.Identity;
import dev.slipway.desk.doctor.Finding.Outcome;
import dev.slipway.desk.runs.Together;
import dev.slipway.desk.secrets.SecretCheck;
import dev.slipway.inference.ModelName;
import dev.slipway.releases.Environment;
import dev.slipway.releases.Names;
import dev.slipway.releases.ProjectFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks at an environment in its account, in the order in which one is set up. */
public record Doctor(Desk desk, Health health, Environment environment, ProjectFile project) {
    private record Look(String what, Supplier<Finding> at) {}

    /** Without credentials nothing else is looked at. */
    public List<Finding> examine() {
        Finding credentials = Finding.of("credentials", this::credentials);
        List<Look> looks = List.of(
                new Look("bootstrap", this::bootstrap),
                new Look("registry", this::registry),
                new Look("models", this::models),
                new Look("functions", this::functions),
                new Look("secrets", this::secrets));
        List<Finding> findings = new ArrayList<>();
        findings.add(credentials);
        findings.addAll(
                credentials.outcome() == Outcome.OK
                        ? Together.ask(looks, look -> Finding.of(look.what(), look.at()))
                        : looks.stream()
                                .map(look -> Finding.notChecked(look.what(), "credentials come first"))
                                .toList());
        return findings;
    }

    private Finding credentials() {
        Identity identity = health.identity();
        String found = identity.name() + ", account " + identity.account();
        return identity.account().equals(environment.account().id())
                ? Finding.ok("credentials", found)
                : Finding.missing(
                        "credentials",
                        found + "; " + environment.name() + " is in " + environment.account(),
                        "set AWS_PROFILE to a profile of that account");
    }

    private Finding bootstrap() {
        String place = "aws://" + environment.account() + "/" + environment.region();
        return health.isBootstrapped()
                ? Finding.ok("bootstrap", place)
                : Finding.missing("bootstrap", place + " has no stack of CDK's", "npx cdk bootstrap " + place);
    }

    private Finding registry() {
        Set<ModelName> there = health.repositories();
        return without(
                "registry",
                environment.models().keySet().stream()
                        .filter(model -> !there.contains(model))
                        .map(ModelName::value)
                        .toList(),
                project.registry(),
                "no repository for ",
                "npx cdk deploy Registry");
    }

    private Finding models() {
        Set<ModelName> deployed =
                desk.jobs().deployed(environment.models().keySet()).keySet();
        return without(
                "models",
                environment.models().keySet().stream()
                        .filter(model -> !deployed.contains(model))
                        .map(ModelName::value)
                        .toList(),
                deployed.size() + " deployed",
                "not deployed: ",
                deploy());
    }

    private Finding functions() {
        Names names = new Names(environment.name());
        return without(
                "functions",
                List.of("etl", "ledger", "provisioner", "watch").stream()
                        .map(names::function)
                        .filter(function -> !health.hasFunction(function))
                        .toList(),
                "etl, ledger, provisioner, watch",
                "not deployed: ",
                deploy());
    }

    private Finding secrets() {
        List<String> missing =
                SecretCheck.of(new Names(environment.name()), desk.parameters()).missing();
        return without("secrets", missing, "all there", "missing: ", deploy());
    }

    private static Finding without(String what, Collection<String> missing, String all, String sentence, String mend) {
        return missing.isEmpty()
                ? Finding.ok(what, all)
                : Finding.missing(
                        what, sentence + new TreeSet<>(missing).stream().collect(Collectors.joining(", ")), mend);
    }

    private String deploy() {
        String name = environment.name();
        return "npx cdk deploy '" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + "/*'";
    }
}
