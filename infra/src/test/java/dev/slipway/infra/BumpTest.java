package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A release: one number in an environment's file. */
class BumpTest {
    @Test
    void shouldChangeOnePropertyOfOneResourceInOneTemplate() {
        Checkout checkout = Checkout.copy()
                .edit(
                        "environments/staging.yaml",
                        "  audience-forecast:\n    version: 1.0.0",
                        "  audience-forecast:\n    version: 1.1.0");
        Assembly bumped = Assembly.of(checkout);
        checkout.delete();

        Map<String, List<Object>> changes = new TreeMap<>();
        bumped.templates()
                .forEach((stack, template) ->
                        changes(stack, Assembly.repository().template(stack).leaves(), template.leaves(), changes));

        assertThat(changes).hasSize(1).allSatisfy((path, values) -> {
            assertThat(path)
                    .startsWith("Staging-Workload: Resources.audienceforecastJobProject")
                    .contains(".Properties.Environment.EnvironmentVariables[")
                    .endsWith("].Value");
            assertThat(values).containsExactly("1.0.0", "1.1.0");
        });
    }

    private static void changes(
            String stack, Map<String, Object> before, Map<String, Object> after, Map<String, List<Object>> changes) {
        Set<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        for (String path : paths) {
            if (!Objects.equals(before.get(path), after.get(path))) {
                changes.put(
                        stack + ": " + path,
                        List.of(before.getOrDefault(path, "nothing"), after.getOrDefault(path, "nothing")));
            }
        }
    }
}
