package dev.slipway.infra;

import static dev.slipway.infra.Template.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A workflow of GitHub's, and what it does that none of ours may. */
record Workflow(String name, String text) {
    private static final Pattern PINNED = Pattern.compile("[\\w-]+/[\\w-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+.*");
    private static final Pattern LOCAL = Pattern.compile("\\./(\\.github/workflows/[\\w-]+\\.yml)");
    private static final Pattern SCRIPT = Pattern.compile("(?<![\\w/])((?:scripts|\\.ci)/[\\w-]+)");
    private static final int LONGEST_MINUTES = 60;
    private static final int LONGEST_SCRIPT = 30;

    static List<Workflow> all() throws IOException {
        List<Workflow> all = new ArrayList<>();
        try (var files = Files.list(Checkout.HOME.resolve(".github/workflows"))) {
            for (Path file : files.sorted().toList()) {
                all.add(new Workflow(file.getFileName().toString(), Files.readString(file)));
            }
        }
        return all;
    }

    Map<String, Object> content() {
        LoadSettings settings = LoadSettings.builder().setLabel(name).build();
        return mapping(new Load(settings).loadFromString(text));
    }

    Map<String, Map<String, Object>> jobs() {
        Map<String, Map<String, Object>> jobs = new TreeMap<>();
        mapping(content().get("jobs")).forEach((id, job) -> jobs.put(id, mapping(job)));
        return jobs;
    }

    static List<Map<String, Object>> steps(Map<String, Object> job) {
        return job.containsKey("steps") ? Template.list(job.get("steps")) : List.of();
    }

    /** What a job may; where it says nothing, what the workflow says. */
    Map<String, Object> permissions(Map<String, Object> job) {
        return mapping(job.getOrDefault("permissions", content().getOrDefault("permissions", Map.of())));
    }

    List<String> violations() throws IOException {
        List<String> wrong = new ArrayList<>();
        if (!(content().get("permissions") instanceof Map<?, ?> given) || given.containsValue("write")) {
            wrong.add("has no permissions for all jobs, or one to write");
        }
        jobs().forEach((id, job) -> check(id, job, wrong));
        Matcher uses = Pattern.compile("(?m)\\buses: *(.*)$").matcher(text);
        while (uses.find()) {
            Matcher local = LOCAL.matcher(uses.group(1));
            boolean there = local.matches() && Files.exists(Checkout.HOME.resolve(local.group(1)));
            if (!there && !PINNED.matcher(uses.group(1)).matches()) {
                wrong.add("uses what is not pinned by a commit, with its version beside it: " + uses.group(1));
            }
        }
        Matcher script = SCRIPT.matcher(text);
        while (script.find()) {
            checkScript(script.group(1), wrong);
        }
        return wrong;
    }

    private void check(String id, Map<String, Object> job, List<String> wrong) {
        if (!job.containsKey("uses")
                && (!(job.get("timeout-minutes") instanceof Integer minutes) || minutes > LONGEST_MINUTES)) {
            wrong.add(id + " may run longer than an hour");
        }
        Map<String, Object> may = permissions(job);
        if (may.containsKey("id-token")) {
            if (!job.containsKey("environment") && !job.containsKey("uses")) {
                wrong.add(id + " gets a role, but no environment says who may have it");
            }
            if (may.values().stream().filter("write"::equals).count() > 1) {
                wrong.add(id + " has a role and may write to the repository, too");
            }
        }
        for (Map<String, Object> step : steps(job)) {
            if (step.get("run") instanceof String run && run.contains("${{")) {
                wrong.add(id + " puts what others may have written into a command: " + run);
            }
        }
    }

    private static void checkScript(String script, List<String> wrong) throws IOException {
        Path file = Checkout.HOME.resolve(script);
        if (!Files.isExecutable(file)) {
            wrong.add(script + " is not there, or cannot be run");
        } else if (script.startsWith("scripts/") && Files.readAllLines(file).size() >= LONGEST_SCRIPT) {
            wrong.add(script + " is longer than " + LONGEST_SCRIPT + " lines");
        }
    }
}
