package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do wrong, and what they are told: the sentence and the exit code. */
class MistakesTest {
    @TempDir
    private Path folder;

    @Test
    void shouldTellTheModelsThereAreAndWhichOneWasMeant() {
        mistake(
                64,
                "slipway: there is no model film-gros; known are audience-forecast, film-gross, film-worldwide,"
                        + " subscriber-churn; did you mean film-gross?\n",
                "rehearse",
                "film-gros");
    }

    @Test
    void shouldSayThatAFolderIsNeitherAModelsNorAnImages() {
        mistake(
                64,
                "slipway: " + folder
                        + " has no model.yaml, so it is no model's folder, and no entrypoint.json, so it is"
                        + " no image's\n",
                "check",
                folder + "/");
    }

    @Test
    void shouldSayThatThereIsNothingAtAPath() {
        String nowhere = folder.resolve("at/all").toString();
        mistake(64, "slipway: there is no file or folder " + nowhere + "\n", "check", nowhere);
        mistake(
                64,
                "slipway: there is no file or folder " + Path.of("churn.tar").toAbsolutePath() + "\n",
                "push",
                "churn.tar");
        mistake(64, "slipway: there is no file or folder " + nowhere + "\n", "build", nowhere);
    }

    @Test
    void shouldTellTheEnvironmentsThereAre() {
        mistake(
                64,
                "slipway: there is no environment stagin; known are dev, prod, staging; did you mean staging?\n",
                "rehearse",
                "-e",
                "stagin");
    }

    @Test
    void shouldSayThatTheInputIsMissingBeforeAnythingIsBuilt() {
        Path missing = folder.resolve("none.csv");
        mistake(65, "slipway: --input: there is no file " + missing + "\n", "rehearse", "--input", missing.toString());
    }

    @Test
    void shouldSayHowADateLooks() {
        mistake(
                64,
                "slipway: --as-of: expected a date such as 2026-11-20 or a time such as 2026-11-20T06:00:00Z, got"
                        + " \"tomorrow\"\n",
                "rehearse",
                "--as-of",
                "tomorrow");
    }

    @Test
    void shouldRefuseFewerThanNoRows() {
        mistake(64, "slipway: --rows: expected 0 or more, got -1\n", "rehearse", "--rows", "-1");
    }

    @Test
    void shouldSayWhatANumberIs() {
        mistake(64, """
                slipway: Invalid value for option '--rows': 'many' is not a long
                Try 'slipway rehearse --help'.
                """, "rehearse", "--rows", "many");
    }

    @Test
    void shouldSuggestTheOptionThatWasMeant() {
        mistake(64, """
                slipway: Unknown option: '--imput'; did you mean --input?
                Try 'slipway rehearse --help'.
                """, "rehearse", "--imput");
    }

    @Test
    void shouldSuggestTheCommandThatWasMeant() {
        mistake(64, """
                slipway: Unmatched argument at index 0: 'rehears'; did you mean rehearse?
                Try 'slipway --help'.
                """, "rehears");
    }

    @Test
    void shouldSayWhereOptionsStandAndWhichOneOrWhichCommandIsMeant() {
        mistake(64, """
                slipway: Unknown option: '-e'; options follow the command, such as slipway status -e staging
                Try 'slipway --help'.
                """, "-e", "staging", "status");
        mistake(64, """
                slipway: Unknown option: '--env'; did you mean --environment?
                Try 'slipway status --help'.
                """, "status", "--env", "staging");
        mistake(64, """
                slipway: expected one of list, get
                Try 'slipway artifacts --help'.
                """, "artifacts");
    }

    @Test
    void shouldNeverShowASecretThatIsTypedWhereNoneIsTaken() {
        for (String[] typed : new String[][] {
            {"secrets", "put", "analytics/job", "swordfish", "-e", "staging"},
            {"secrets", "put", "analytics/job", "--value", "swordfish"},
            {"secrets", "put", "analytics/job", "--value=swordfish"},
            {"secrets", "put", "swordfish", "-e", "staging"},
            {"secret", "put", "analytics/job", "swordfish"},
            {"run", "churn", "--token=swordfish"},
            {"run", "churn", "--token", "swordfish"}
        }) {
            assertThat(Typed.slipway(typed))
                    .returns(64, Typed::code)
                    .extracting(Typed::err)
                    .asString()
                    .startsWith("slipway: ")
                    .doesNotContain("swordfish");
        }
        assertThat(Typed.slipway("secrets", "put", "a", "b").err()).contains("never taken from the command line");
    }

    @Test
    void shouldAskForTheOptionThatIsMissing() {
        mistake(64, """
                slipway: Missing required option: '--output=DIR'
                Try 'slipway predict --help'.
                """, "predict", "film-gross", "--input", "films.csv");
    }

    @Test
    void shouldSayHowARejectLimitLooks() throws IOException {
        mistake(
                64,
                "slipway: --rejects: expected a share such as 1% or a number of rows such as 100, got \"some\"\n",
                "predict",
                "film-gross",
                "--input",
                file("films.csv", "imdb\n"),
                "--output",
                folder.resolve("out").toString(),
                "--rejects",
                "some");
    }

    @Test
    void shouldNotWriteIntoAFolderThatHoldsFiles() throws IOException {
        mistake(
                78,
                "slipway: --output: " + folder + " holds files; expected a new or empty folder\n",
                "predict",
                "film-gross",
                "--input",
                file("films.csv", "imdb\n"),
                "--output",
                folder.toString());
    }

    @Test
    void shouldNameFileLineAndKeyOfWhatIsWrongInAModelFile() throws IOException {
        file("model.yaml", "name: toy\nversion: v1\nruntime: python\nkey: [id]\ninput: {id: string}\n");

        Typed typed = Typed.slipway("check", folder.toString());

        assertThat(typed.code()).isEqualTo(78);
        assertThat(typed.err())
                .contains("model.yaml:2: version: expected MAJOR.MINOR.PATCH such as 1.4.2, got \"v1\"")
                .doesNotContain("\tat ");
    }

    @Test
    void shouldSayThatAGraphIsMissing() throws IOException {
        file("model.yaml", """
                name: toy
                version: 1.0.0
                runtime: onnx
                key: [id]
                input: {id: string}
                output: {id: string, y: double}
                """);

        mistake(
                78,
                "slipway: " + folder.resolve("model.onnx") + " is missing; an ONNX model's graph has that name\n",
                "predict",
                folder.toString(),
                "--input",
                file("in.csv", "id\n"),
                "--output",
                folder.resolve("out").toString());
    }

    @Test
    void shouldShowAStackTraceOnlyWhenAsked() {
        String missing = folder.resolve("none.csv").toString();

        assertThat(Typed.slipway("rehearse", "--input", missing).err()).doesNotContain("\tat ");
        assertThat(Typed.slipway("rehearse", "--input", missing, "--verbose").err())
                .contains("\tat dev.slipway.cli.");
    }

    private void mistake(int code, String told, String... command) {
        Typed typed = Typed.slipway(command);

        assertThat(typed.err()).isEqualTo(told);
        assertThat(typed.code()).isEqualTo(code);
        assertThat(typed.out()).isEmpty();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
