package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.releases.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/security.md lists the exceptions of cdk-nag as the tests have them. */
class SecurityPageTest {
    @Test
    void shouldListTheExceptionsOfAllStacksAndNoOther() throws IOException {
        Set<String> expected = Checkout.copy().product().environments().stream()
                .flatMap(environment -> NagException.of(environment).stream().map(each -> row(environment, each)))
                .collect(Collectors.toCollection(TreeSet::new));
        NagException.ofRegistry().forEach(each -> expected.add(row(each.path(), each, each.finding())));

        List<String> listed = Files.readAllLines(Checkout.HOME.resolve("docs/security.md")).stream()
                .filter(line -> line.contains("| AwsSolutions-"))
                .toList();

        assertThat(listed).containsExactlyInAnyOrderElementsOf(expected).isSorted();
    }

    private static String row(Environment environment, NagException exception) {
        String path = exception.path();
        String finding = exception.finding();
        for (var model : environment.models().entrySet()) {
            path = path.replace("/" + model.getKey() + "/", "/MODEL/");
            finding = finding.replace("/" + model.getKey() + "/", "/MODEL/");
            String input = InputAccess.of(model.getValue().input())
                    .map(InputAccess::objectsArn)
                    .orElse("-");
            finding = finding.replace(input, "INPUT");
        }
        finding = finding.replace(environment.account().id(), "ACCOUNT")
                .replace(environment.region().name(), "REGION");
        return row(path, exception, finding);
    }

    private static String row(String path, NagException exception, String finding) {
        return "| `" + path.replaceFirst("/Resource$", "") + "` | " + exception.rule() + " | "
                + (finding.isEmpty() ? "" : "`" + finding + "`") + " | " + exception.reason() + " |";
    }
}
