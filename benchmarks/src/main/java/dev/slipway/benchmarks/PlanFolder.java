package dev.slipway.benchmarks;

import dev.slipway.desk.fake.TestCheckout;
import java.nio.file.Path;
import java.util.List;

/** A checkout whose environments all run the same models, in a version that is not deployed yet. */
final class PlanFolder {
    static final List<String> ENVIRONMENTS = List.of("dev", "staging", "prod");

    private PlanFolder() {}

    static Path write(Path folder, List<String> models) throws Exception {
        TestCheckout checkout = TestCheckout.in(folder);
        StringBuilder environment = new StringBuilder();
        for (String model : models) {
            checkout.model(model, "1.1.0", "id: string, value: double, why: string?");
            environment.append(TestCheckout.release(model, "1.1.0", "id, value"));
        }
        for (String name : ENVIRONMENTS) {
            checkout.environment(name, environment.toString());
        }
        checkout.commit();
        return folder;
    }
}
