package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
