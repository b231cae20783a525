package dev.slipway.benchmarks;

import dev.slipway.desk.fake.FakeCloud;
import dev.slipway.desk.fake.Fault;
import dev.slipway.inference.Manifest;
import dev.slipway.inference.ModelName;
import dev.slipway.releases.Names;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * {@code ./slipway plan} of twenty models that are raised in three environments, against services on loopback each of whose
 * answers takes a while, as over a network. For information also with answers at once, and one model alone.
 */
final class PlanFigure implements Benchmarks.Figure {
    private static final int MODELS = 20;
    private static final Duration AWAY = Duration.ofMillis(20);
    private static final String FIELDS =
            "{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"value\",\"type\":\"double\"}";
    private static final String MORE = FIELDS + ",{\"name\":\"why\",\"type\":\"string\",\"nullable\":true}";
    private static final String FAR = MODELS + " models, answers after " + AWAY.toMillis() + " ms";

    @Override
    public void measure(Options options, Path work, Table table) throws Exception {
        List<String> models = IntStream.rangeClosed(1, MODELS)
                .mapToObj(number -> String.format("model-%02d", number))
                .toList();
        try (PlanStore store = new PlanStore();
                FakeCloud cloud = new FakeCloud(store.url())) {
            models.forEach(model -> deploy(cloud, store, model));
            Command many = plan(cloud, PlanFolder.write(work.resolve("many"), models));
            Command one = plan(cloud, PlanFolder.write(work.resolve("one"), models.subList(0, 1)));
            int calls = 0;
            for (int round = -1; round < options.rounds(7); round++) {
                Table into = round < 0 ? new Table(System.out) : table;
                cloud.faults().usually(Fault.slow(AWAY));
                int before = cloud.calls().size();
                into.add(FAR, good(many, models.size()));
                calls = cloud.calls().size() - before;
                into.add("one model, the same", good(one, 1));
                cloud.faults().usually(Fault.slow(Duration.ZERO));
                into.add(MODELS + " models, answers at once", good(many, models.size()));
            }
            table.print("slipway plan in " + PlanFolder.ENVIRONMENTS.size() + " environments, " + calls + " calls");
            table.figure(FAR, table.median(FAR).wall(), true, 2, " s");
        }
    }

    /** Two versions in the registry, the first of them in all environments; the second has run in staging. */
    private static void deploy(FakeCloud cloud, PlanStore store, String model) {
        Function<String, Manifest> manifest = fields -> Manifest.parse("{\"spec\":\"1.0\",\"name\":\"" + model
                + "\",\"version\":\"" + (fields.equals(MORE) ? "1.1.0" : "1.0.0")
                + "\",\"key\":[\"id\"],\"input\":[{\"name\":\"id\",\"type\":\"string\"}],\"output\":[" + fields + "]}");
        cloud.ecr().push(manifest.apply(FIELDS), Map.of());
        store.ran(model, "1.1.0", cloud.ecr().push(manifest.apply(MORE), Map.of()));
        for (String environment : PlanFolder.ENVIRONMENTS) {
            Names names = new Names(environment);
            ModelName name = new ModelName(model);
            cloud.codeBuild()
                    .deploy(
                            names.project(name),
                            names.runLog(name),
                            Map.of(
                                    "SLIPWAY_IMAGE", "111111111111.dkr.ecr.eu-central-1.amazonaws.com/slipway/" + model,
                                    "SLIPWAY_VERSION", "1.0.0",
                                    "SLIPWAY_ARTIFACTS", "s3://" + PlanStore.BUCKET));
        }
    }

    private static Command plan(FakeCloud cloud, Path checkout) throws Exception {
        return Command.of(Checkout.home().resolve("slipway").toString(), "plan")
                .with(Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "SLIPWAY_JAVA_OPTS",
                        "-Dslipway.home=" + checkout,
                        "AWS_ENDPOINT_URL",
                        cloud.url(),
                        "AWS_REGION",
                        "eu-central-1",
                        "AWS_ACCESS_KEY_ID",
                        "test",
                        "AWS_SECRET_ACCESS_KEY",
                        "test"));
    }

    private static Cost good(Command plan, int models) throws Exception {
        Command.Run run = plan.run();
        String end = models * PlanFolder.ENVIRONMENTS.size() + " changes in ";
        if (!run.out().contains("\n" + end)) {
            throw new IllegalStateException("expected " + end + ", got:\n" + run.out());
        }
        return run.cost();
    }
}
