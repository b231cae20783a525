package dev.slipway.infra;

import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/** Everything of an environment that holds no data. */
final class WorkloadStack extends Stack {
    private final Site site;
    private final Storage storage;
    private final IQueue deadLetters;
    private final Alarms alarms;

    WorkloadStack(Construct scope, String id, Site site, Storage storage) {
        super(scope, id);
        this.site = site;
        this.storage = storage;
        Builds builds = new Builds(site.environment());
        deadLetters = new DeadLetters(this, "DeadLetters").queue();
        Alerts alerts = new Alerts(this, "Alerts", site.environment());
        alarms = new Alarms(alerts.topic());
        Functions functions = new Functions(this, "Functions", site, storage, deadLetters);
        Provision provision = new Provision(this, "Provision", site, storage, functions.provisioner());
        // The rules that start copies come after the tables; the function itself, with its alias, may stand before.
        new CopyTriggers(this, "CopyTriggers", builds, functions.etl().live(), deadLetters)
                .getNode()
                .addDependency(provision);
        Watch watch = new Watch(this, "Watch", site, storage, builds, alerts, deadLetters);
        ILogGroup metrics = new Log(this, "Metrics", site.names().metricsLog()).group();
        JobProgram program = new JobProgram(this, "JobProgram", site, storage);
        models().forEach(model -> place(model, program, metrics, provision));
        new EnvironmentAlarms(this, "Alarms", site, storage, alarms)
                .copies(functions.etl())
                .watch(watch.function())
                .deadLetters(deadLetters);
        new EnvironmentDashboard(this, "Dashboard", site, alarms.all());
    }

    private void place(ModelRelease model, JobProgram program, ILogGroup metrics, Provision provision) {
        Construct place = new Construct(this, model.name().value());
        Tags.of(place).add("model", model.name().value());
        ModelJob job = new ModelJob(place, "Job", model, program, metrics);
        job.getNode().addDependency(provision);
        if (model.release().schedule().isPresent()) {
            new ModelSchedule(place, "Schedule", model, job.project(), deadLetters);
        }
        new ModelAlarms(place, "Alarms", model, alarms);
    }

    private List<ModelRelease> models() {
        return site.environment().models().entrySet().stream()
                .map(entry -> new ModelRelease(site, storage, entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public List<String> getAvailabilityZones() {
        return Zones.two();
    }
}
