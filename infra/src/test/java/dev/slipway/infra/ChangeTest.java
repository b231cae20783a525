package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a change of an environment's file changes in the cloud. */
class ChangeTest {
    private static Assembly changed(Checkout checkout) {
        try {
            return Assembly.of(checkout);
        } finally {
            checkout.delete();
        }
    }

    /** Whatever differs between two synths: stack, path, and both values. */
    private static Map<String, String> differences(Assembly before, Assembly after) {
        Map<String, String> found = new TreeMap<>();
        Set<String> stacks = new TreeSet<>(before.templates().keySet());
        stacks.addAll(after.templates().keySet());
        for (String stack : stacks) {
            Map<String, Object> left = before.template(stack).leaves();
            Map<String, Object> right = after.template(stack).leaves();
            Set<String> paths = new TreeSet<>(left.keySet());
            paths.addAll(right.keySet());
            paths.removeIf(path -> Objects.equals(left.get(path), right.get(path)));
            paths.forEach(path -> found.put(stack + ": " + path, left.get(path) + " to " + right.get(path)));
        }
        return found;
    }

    @Test
    void shouldChangeOnePropertyOfOneResourceWhenAVersionIsBumped() {
        Assembly bumped = changed(Checkout.copy().bump("staging", "film-gross", "1.0.0", "1.1.0"));

        Map<String, String> differences = differences(Assembly.repository(), bumped);

        assertThat(differences).hasSize(1);
        assertThat(differences.keySet().iterator().next())
                .matches("Staging-Workload: Resources\\.\\w*filmgross\\w*\\.Properties\\.Environment"
                        + "\\.EnvironmentVariables\\[\\d+]\\.Value");
        assertThat(differences.values()).containsExactly("1.0.0 to 1.1.0");
    }

    @Test
    void shouldLeaveStorageAsItIsWhenModelsComeAndGo() {
        Checkout less = Checkout.copy().removeModel("prod", "film-gross").removeModel("staging", "film-gross");
        for (String model : List.of("audience-forecast", "film-gross", "film-worldwide", "subscriber-churn")) {
            less.removeModel("dev", model);
        }
        Assembly changed = changed(less.edit("environments/dev.yaml", "models:\n", "models: {}\n"));

        for (String stack : List.of("Dev-Storage", "Staging-Storage", "Prod-Storage")) {
            assertThat(changed.template(stack).text())
                    .isEqualTo(Assembly.repository().template(stack).text());
        }
        assertThat(changed.template("Registry").text()).doesNotContain("slipway/film-gross");
    }
}
