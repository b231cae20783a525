package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code scripts/comment-infra} asks of GitHub, whose command is here one that notes what it is told. */
class CommentTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    private Path folder;

    @BeforeEach
    void makeReports() throws IOException {
        write("reports/report-check/check.md", "- cdk synth: passed\n");
        write("reports/report-check/pull-request", "12\n");
        write("reports/report-diff/diff.md", "nothing changes\n");
        write("reports/report-diff/pull-request", "12\n");
        write("diff-run", "78\n");
        write("head", COMMIT + "\n");
        write("comments", "");
        Path gh = write("bin/gh", """
                #!/usr/bin/env bash
                cd '%s'
                case "$*" in
                    *"actions/workflows/infra.yml/runs?head_sha=%s "*) echo 77 ;;
                    *actions/workflows/infra-diff.yml/runs*) cat diff-run ;;
                    "run download 77 "*) cp -r reports/report-check "${@: -1}" ;;
                    "run download 78 "*) cp -r reports/report-diff "${@: -1}" ;;
                    *pulls/12*) cat head ;;
                    *--paginate*issues/12/comments*) cat comments ;;
                    *) echo "${@:1:$#-2}" >>calls; last=${*: -1}; cat "${last#body=@}" >>calls ;;
                esac
                """.formatted(folder, COMMIT));
        assertThat(gh.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void shouldWriteOneCommentWithBothReports() throws Exception {
        assertThat(comment()).isZero();

        assertThat(folder.resolve("calls"))
                .content()
                .startsWith("api --silent repos/{owner}/{repo}/issues/12/comments\n<!-- slipway infra -->\n")
                .contains("at 0123456789ab", "- cdk synth: passed", "nothing changes");
    }

    @Test
    void shouldTellThePlanWhereEnvironmentsWereEdited() throws Exception {
        write("reports/report-diff/plan.md", "### Slipway plan\n\n- churn 1.0.0 → 1.1.0 in staging\n");

        assertThat(comment()).isZero();

        assertThat(folder.resolve("calls"))
                .content()
                .contains("passed\n\n### Slipway plan\n\n- churn 1.0.0 → 1.1.0 in staging\n\nnothing changes");
    }

    @Test
    void shouldWriteIntoTheCommentThatIsThere() throws Exception {
        write("comments", "991\n");

        assertThat(comment()).isZero();

        assertThat(folder.resolve("calls"))
                .content()
                .startsWith("api --silent --method PATCH repos/{owner}/{repo}/issues/comments/991\n");
    }

    /** People may have to approve the diff first: what the checks say is not to wait for them. */
    @Test
    void shouldTellTheChecksWhileTheDiffWaits() throws Exception {
        TemporaryFolder.delete(folder.resolve("reports/report-diff"));

        assertThat(comment()).isZero();

        assertThat(folder.resolve("calls")).content().contains("- cdk synth: passed", "No diff yet");
    }

    @Test
    void shouldTellTheDiffWhereItEndsFirst() throws Exception {
        TemporaryFolder.delete(folder.resolve("reports/report-check"));

        assertThat(comment()).isZero();

        assertThat(folder.resolve("calls")).content().contains("No checks yet", "nothing changes");
    }

    @Test
    void shouldTellTheChecksWhereThereIsNoRunOfTheDiff() throws Exception {
        write("diff-run", "");

        assertThat(comment()).isZero();

        assertThat(folder.resolve("calls")).content().contains("- cdk synth: passed", "No diff yet");
    }

    @Test
    void shouldNotWriteToAPullRequestOfAnotherCommit() throws Exception {
        write("head", "f".repeat(40) + "\n");

        assertThat(comment()).isZero();

        assertThat(folder.resolve("calls")).doesNotExist();
    }

    @Test
    void shouldTakeNoOtherAddressForANumber() throws Exception {
        write("reports/report-check/pull-request", "12/../../x\n");

        assertThat(comment()).isZero();

        assertThat(folder.resolve("calls")).doesNotExist();
    }

    private int comment() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Checkout.HOME.resolve("scripts/comment-infra").toString(), COMMIT);
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        return builder.inheritIO().start().waitFor();
    }

    private Path write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }
}
