package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts that CI calls, on a repository of their own with a remote to push to and a {@code gh} that notes its call. */
class ScriptsTest {
    @TempDir
    private Path folder;

    private Path repository;
    private Path staging;

    @BeforeEach
    void makeRepository() throws Exception {
        Path home = Checkout.find().home();
        repository = Files.createDirectories(folder.resolve("repository"));
        for (String file : List.of(
                "scripts/set-version",
                "scripts/raised-models",
                "scripts/open-bump",
                "scripts/plan-environments",
                "environments/staging.yaml")) {
            Files.createDirectories(repository.resolve(file).getParent());
            Files.copy(home.resolve(file), repository.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        staging = repository.resolve("environments/staging.yaml");
        model("film-gross", "1.0.0");
        model("flat-prices", "0.9.0");
        git("init", "-q", "-b", "main");
        git("init", "-q", "--bare", folder.resolve("remote").toString());
        git("remote", "add", "origin", folder.resolve("remote").toString());
        commit();
    }

    @ParameterizedTest
    @CsvSource({"audience-forecast, 2.0.0-rc.1", "film-gross, 1.0.1"})
    void shouldChangeOneWordOfAnEnvironment(String model, String version) throws Exception {
        List<String> before = Files.readAllLines(staging);

        Ended ended = run("scripts/set-version", "environments/staging.yaml", model, version);

        assertThat(ended).isEqualTo(new Ended(0, "", ""));
        List<String> expected = new ArrayList<>(before);
        expected.set(before.indexOf("  " + model + ":") + 1, "    version: " + version);
        assertThat(Files.readAllLines(staging)).isEqualTo(expected);
    }

    @Test
    void shouldKeepCommentsAndTakeNoOtherVersion() throws Exception {
        String text = """
                version: 1
                models:   # all of them
                    # film-gross:
                    other: {version: 3.0.0}
                    film-gross:   # why
                            variables:
                                    version: "5"
                            version: 1.0.0   # since May
                other:
                    film-gross:
                            version: 1.0.0
                """;
        Files.writeString(staging, text);

        Ended ended = run("scripts/set-version", "environments/staging.yaml", "film-gross", "1.0.1");

        assertThat(ended.err()).isEmpty();
        assertThat(staging).content().isEqualTo(text.replace("1.0.0   # since", "1.0.1   # since"));
    }

    @ParameterizedTest
    @CsvSource({"film-gros, 1.0.1, 78", "film-gross, v1, 64"})
    void shouldChangeNothingWhereItIsNotSure(String model, String version, int code) throws Exception {
        String before = Files.readString(staging);

        Ended ended = run("scripts/set-version", "environments/staging.yaml", model, version);

        assertThat(ended.code()).isEqualTo(code);
        assertThat(ended.err()).contains("expected");
        assertThat(staging).hasContent(before);
    }

    @Test
    void shouldNameTheModelsWhoseVersionHasChanged() throws Exception {
        model("film-gross", "1.1.0");
        model("third", "1.0.0");
        Files.writeString(repository.resolve("models/flat-prices/model.py"), "print()\n");
        commit();

        assertThat(run("scripts/raised-models", "HEAD~").out()).isEqualTo("[\"film-gross\",\"third\"]\n");
        assertThat(run("scripts/raised-models", "HEAD").out()).isEqualTo("[]\n");
        assertThat(run("scripts/raised-models", "0".repeat(40)).code()).isNotZero();
    }

    @Test
    void shouldProposeAVersionForStaging() throws Exception {
        model("film-gross", "1.1.0");
        commit();

        Ended ended = run("scripts/open-bump", "film-gross");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(folder.resolve("gh.log"))
                .content()
                .startsWith(
                        "pr create --base main --head release/film-gross-1.1.0 --title film-gross 1.1.0 to staging");
        Ended change = run(
                "git",
                "-C",
                folder.resolve("remote").toString(),
                "show",
                "--format=",
                "--unified=0",
                "release/film-gross-1.1.0");
        assertThat(change.out().lines().filter(line -> line.matches("[+-] .*")))
                .containsExactly("-    version: 1.0.0", "+    version: 1.1.0");
    }

    @Test
    void shouldProposeNothingThatStagingHas() throws Exception {
        Ended ended = run("scripts/open-bump", "film-gross");

        assertThat(ended).isEqualTo(new Ended(0, "Staging runs film-gross 1.0.0 already.\n", ""));
        assertThat(folder.resolve("gh.log")).doesNotExist();
    }

    private void model(String name, String version) throws IOException {
        Path file = repository.resolve("models").resolve(name).resolve("model.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "name: " + name + "\nversion: " + version + "   # raise it\n");
    }

    private void commit() throws Exception {
        git("add", "-A");
        git("commit", "-q", "-m", "change");
    }

    private void git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Ended ended = run(command.toArray(String[]::new));
        assertThat(ended.code()).as(ended.err()).isZero();
    }

    @Test
    void shouldTellThePlanOfEditedEnvironmentsWithAProfileForEachOfThem() throws Exception {
        Path report = repository.resolve("report/plan.md");
        slipway("cat \"$AWS_CONFIG_FILE\"; echo \"$@\"; exit 1");
        assertThat(plan()).isEqualTo(new Ended(0, "", ""));
        assertThat(report).as("no environment is edited").doesNotExist();

        assertThat(run("scripts/set-version", "environments/staging.yaml", "film-gross", "1.0.1")
                        .code())
                .isZero();
        assertThat(plan().code()).as("a rule is broken").isEqualTo(1);
        assertThat(report).hasContent("""
                [profile slipway-staging]
                role_arn = arn:aws:iam::222222222222:role/cdk-hnb659fds-lookup-role-222222222222-eu-central-1
                credential_source = Environment
                plan --against HEAD --markdown""");

        slipway("echo half; echo 'slipway: the registry is away' >&2; exit 75");
        assertThat(plan().code()).isEqualTo(75);
        assertThat(report)
                .content()
                .contains("It failed:", "slipway: the registry is away")
                .doesNotContain("half");

        assertThat(run("env", "-u", "AWS_ACCESS_KEY_ID", "scripts/plan-environments", report.toString(), "HEAD"))
                .isEqualTo(new Ended(0, "No plan: this run got no role.\n", ""));
    }

    private Ended plan() throws Exception {
        return run("env", "AWS_ACCESS_KEY_ID=x", "scripts/plan-environments", "report/plan.md", "HEAD");
    }

    private void slipway(String script) throws IOException {
        Path command = Files.writeString(repository.resolve("slipway"), "#!/bin/sh\n" + script + "\n");
        assertThat(command.toFile().setExecutable(true)).isTrue();
    }

    private record Ended(int code, String out, String err) {}

    private Ended run(String... command) throws Exception {
        Path gh = folder.resolve("bin/gh");
        Files.createDirectories(gh.getParent());
        Files.writeString(gh, "#!/bin/sh\necho \"$@\" > '" + folder.resolve("gh.log") + "'\n");
        assertThat(gh.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder = new ProcessBuilder(command).directory(repository.toFile());
        builder.environment().put("PATH", gh.getParent() + ":" + System.getenv("PATH"));
        builder.environment().put("HOME", folder.toString());
        for (String who : List.of("AUTHOR", "COMMITTER")) {
            builder.environment().put("GIT_" + who + "_NAME", "test");
            builder.environment().put("GIT_" + who + "_EMAIL", "test@example.com");
        }
        Process process = builder.redirectError(folder.resolve("err").toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, Files.readString(folder.resolve("err")));
    }
}
