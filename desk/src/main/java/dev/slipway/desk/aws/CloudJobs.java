package dev.slipway.desk.aws;

import dev.slipway.desk.Build;
import dev.slipway.desk.Deployed;
import dev.slipway.desk.Jobs;
import dev.slipway.desk.RunRequest;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.ModelName;
import dev.slipway.inference.ModelVersion;
import dev.slipway.releases.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariableType;
import software.amazon.awssdk.services.codebuild.model.ListBuildsForProjectResponse;
import software.amazon.awssdk.services.codebuild.model.Project;
import software.amazon.awssdk.services.codebuild.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codebuild.model.SortOrderType;

/** CodeBuild's projects and builds. */
record CloudJobs(CodeBuildClient codeBuild, Service service, Names names) implements Jobs {
    /** As many as CodeBuild takes at once. */
    private static final int MOST = 100;

    @Override
    public Map<ModelName, Deployed> deployed(Collection<ModelName> models) {
        Map<String, ModelName> projects = new LinkedHashMap<>();
        models.forEach(model -> projects.put(names.project(model), model));
        Map<ModelName, Deployed> deployed = new LinkedHashMap<>();
        List<String> asked = List.copyOf(projects.keySet());
        for (int from = 0; from < asked.size(); from += MOST) {
            List<String> some = asked.subList(from, Math.min(asked.size(), from + MOST));
            service.ask("for its projects", () -> codeBuild.batchGetProjects(get -> get.names(some)))
                    .projects()
                    .forEach(project -> deployed.put(
                            projects.get(project.name()), deployed(projects.get(project.name()), project)));
        }
        return deployed;
    }

    private static Deployed deployed(ModelName model, Project project) {
        Map<String, String> variables = new LinkedHashMap<>();
        project.environment().environmentVariables().forEach(each -> variables.put(each.name(), each.value()));
        return new Deployed(
                model,
                ModelVersion.parse(variables.get("SLIPWAY_VERSION")),
                variables.get("SLIPWAY_IMAGE"),
                variables.get("SLIPWAY_ARTIFACTS"),
                variables,
                project.lastModified());
    }

    @Override
    public Build start(ModelName model, RunRequest request) {
        List<EnvironmentVariable> others = new ArrayList<>();
        request.asOf().ifPresent(asOf -> others.add(plain("SLIPWAY_AS_OF", asOf.toString())));
        request.input().ifPresent(input -> others.add(plain("SLIPWAY_INPUT", input)));
        request.variables().forEach((name, value) -> others.add(plain("SLIPWAY_VARIABLE_" + name, value)));
        String project = names.project(model);
        // A call that is repeated because its answer was lost starts no second build.
        String token = UUID.randomUUID().toString();
        try {
            return Builds.build(
                    model,
                    service.ask(
                                    "to start " + project,
                                    () -> codeBuild.startBuild(start -> start.projectName(project)
                                            .idempotencyToken(token)
                                            .environmentVariablesOverride(others)))
                            .build());
        } catch (InferenceException failed) {
            throw failed.getCause() instanceof ResourceNotFoundException ? notDeployed(project, failed) : failed;
        }
    }

    private InferenceException notDeployed(String project, InferenceException failed) {
        return new InferenceException(
                ExitCode.BAD_CONFIGURATION,
                failed.getMessage() + "; " + project + " is not deployed, 'cdk deploy' of the stage "
                        + names.environment() + " makes it; 'slipway doctor -e " + names.environment()
                        + "' tells whether these credentials are its account's",
                failed);
    }

    private static EnvironmentVariable plain(String name, String value) {
        return EnvironmentVariable.builder()
                .name(name)
                .value(value)
                .type(EnvironmentVariableType.PLAINTEXT)
                .build();
    }

    @Override
    public void stop(ModelName model, String runId) {
        service.ask("to stop run " + runId, () -> codeBuild.stopBuild(stop -> stop.id(id(model, runId))));
    }

    @Override
    public Optional<Build> build(ModelName model, String runId) {
        return builds(model, List.of(id(model, runId))).stream().findFirst();
    }

    @Override
    public List<Build> latest(ModelName model, int limit) {
        List<Build> builds = new ArrayList<>();
        String next = null;
        do {
            String from = next;
            Optional<ListBuildsForProjectResponse> page = page(names.project(model), from);
            if (page.isEmpty()) {
                return builds;
            }
            List<String> ids = page.get().ids();
            if (!ids.isEmpty()) {
                builds.addAll(builds(model, ids.subList(0, Math.min(ids.size(), limit - builds.size()))));
            }
            next = page.get().nextToken();
        } while (next != null && builds.size() < limit);
        return builds;
    }

    /** Empty where there is no such project. */
    private Optional<ListBuildsForProjectResponse> page(String project, String from) {
        try {
            return Optional.of(service.ask(
                    "for the builds of " + project,
                    () -> codeBuild.listBuildsForProject(list -> list.projectName(project)
                            .sortOrder(SortOrderType.DESCENDING)
                            .nextToken(from))));
        } catch (InferenceException failed) {
            if (failed.getCause() instanceof ResourceNotFoundException) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    private List<Build> builds(ModelName model, List<String> ids) {
        return service
                .ask("for builds of " + names.project(model), () -> codeBuild.batchGetBuilds(get -> get.ids(ids)))
                .builds()
                .stream()
                .map(build -> Builds.build(model, build))
                .toList();
    }

    private String id(ModelName model, String runId) {
        return names.project(model) + ":" + runId;
    }
}
