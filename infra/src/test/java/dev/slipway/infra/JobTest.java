package dev.slipway.infra;

import static dev.slipway.infra.Template.list;
import static dev.slipway.infra.Template.mapping;
import static dev.slipway.infra.Template.properties;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model's CodeBuild project. */
class JobTest {
    private static Template workload(String environment) {
        return Assembly.repository().template(environment + "-Workload");
    }

    private static Map<String, Object> project(String environment, String model) {
        String name = "slipway-" + environment.toLowerCase(Locale.ROOT) + "-" + model;
        return project(workload(environment), name);
    }

    private static Map<String, Object> project(Template workload, String name) {
        return workload.all("AWS::CodeBuild::Project").values().stream()
                .map(Template::properties)
                .filter(properties -> name.equals(properties.get("Name")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no project " + name));
    }

    private static Map<String, Map<String, Object>> variables(Map<String, Object> project) {
        Map<String, Map<String, Object>> variables = new LinkedHashMap<>();
        Template.<Map<String, Object>>list(mapping(project.get("Environment")).get("EnvironmentVariables"))
                .forEach(variable -> variables.put((String) variable.get("Name"), variable));
        return variables;
    }

    @Test
    void shouldNameTheVersionInOnePlainVariableAndNowhereElse() {
        Map<String, Object> project = project("Staging", "audience-forecast");

        assertThat(variables(project).get("SLIPWAY_VERSION"))
                .containsEntry("Type", "PLAINTEXT")
                .containsEntry("Value", "1.0.0");
        assertThat(new Template(project, "").leaves().values().stream().filter("1.0.0"::equals))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dev", "Staging", "Prod"})
    void shouldTakeEverySecretFromTheParameterStore(String environment) {
        assertThat(workload(environment).all("AWS::CodeBuild::Project").values())
                .allSatisfy(project -> {
                    Map<String, Map<String, Object>> variables = variables(properties(project));
                    assertThat(variables.get("SLIPWAY_ANALYTICS_PASSWORD"))
                            .containsEntry("Type", "PARAMETER_STORE")
                            .containsEntry(
                                    "Value",
                                    "/slipway/" + environment.toLowerCase(Locale.ROOT) + "/analytics/job/password");
                    assertThat(variables.values())
                            .filteredOn(variable -> variable.get("Type").equals("PLAINTEXT"))
                            .extracting(variable -> variable.get("Name"))
                            .noneMatch(name -> name.toString().matches(".*(PASSWORD|SECRET|TOKEN|KEY)"));
                });
    }

    @Test
    void shouldSayWhatTheFileSays() {
        Map<String, Map<String, Object>> variables = variables(project("Staging", "audience-forecast"));

        assertThat(Map.of(
                        "SLIPWAY_IMAGE",
                        "111111111111.dkr.ecr.eu-central-1.amazonaws.com/slipway/audience-forecast",
                        "SLIPWAY_TIMEOUT",
                        "120m",
                        "SLIPWAY_INPUT",
                        "s3://feeds-staging/programmes/{asOf}/",
                        "SLIPWAY_REJECTS",
                        "1%",
                        "SLIPWAY_MIN_ROWS",
                        "1000",
                        "SLIPWAY_ROW_CHANGE",
                        "30%",
                        "SLIPWAY_KEEP",
                        "30",
                        "SLIPWAY_RATE",
                        "0.01",
                        "SLIPWAY_SHARED",
                        "/mnt/shared/audience-forecast"))
                .allSatisfy((name, value) -> assertThat(variables.get(name)).containsEntry("Value", value));
        assertThat(variables(project("Dev", "audience-forecast")).get("SLIPWAY_ROW_CHANGE"))
                .containsEntry("Value", "off");
    }

    /** By its own name JAVA_TOOL_OPTIONS would be the job's, and HTTPS_PROXY the engine's. */
    @Test
    void shouldHandVariablesOfTheModelToTheModelOnly() {
        Map<String, Map<String, Object>> variables =
                variables(project(Surroundings.existing().template("Dev-Workload"), "slipway-dev-film-gross"));

        assertThat(variables.get("SLIPWAY_VARIABLE_JAVA_TOOL_OPTIONS")).containsEntry("Value", "-Xmx6g");
        assertThat(variables.keySet()).contains("SLIPWAY_VARIABLE_HTTPS_PROXY").allSatisfy(name -> assertThat(name)
                .startsWith("SLIPWAY_"));
    }

    /** Aurora insists on TLS; that it is Aurora, only the client can tell. */
    @Test
    void shouldCheckWhomItSendsItsPasswordTo() {
        assertThat(variables(project("Prod", "film-gross"))
                        .get("SLIPWAY_ANALYTICS_URL")
                        .get("Value")
                        .toString())
                .contains("/analytics?sslmode=verify-full")
                .doesNotContain("sslrootcert", "sslfactory");
    }

    @Test
    void shouldHaveTheMachineAndTheTimeOfTheFile() {
        Map<String, Object> project = project("Staging", "audience-forecast");

        assertThat(mapping(project.get("Environment")))
                .containsEntry("ComputeType", "BUILD_GENERAL1_MEDIUM")
                .containsEntry("Image", "aws/codebuild/standard:7.0")
                .containsEntry("PrivilegedMode", true);
        assertThat(project).containsEntry("TimeoutInMinutes", 150).containsEntry("QueuedTimeoutInMinutes", 120);
    }

    @Test
    void shouldStandInTheNetworkWithTheSharedFilesMounted() {
        Map<String, Object> project = project("Prod", "film-gross");

        assertThat(list(mapping(project.get("VpcConfig")).get("Subnets"))).hasSize(2);
        assertThat(list(mapping(project.get("VpcConfig")).get("SecurityGroupIds")))
                .hasSize(1);
        Map<String, Object> mount =
                mapping(list(project.get("FileSystemLocations")).get(0));
        assertThat(mount).containsEntry("Type", "EFS").containsEntry("MountPoint", JobProgram.MOUNT);
        assertThat(mount.get("MountOptions").toString()).startsWith("nfsvers=4.1,");
        assertThat(variables(project).get("SLIPWAY_SHARED")).containsEntry("Value", JobProgram.MOUNT + "/film-gross");
    }

    @Test
    void shouldRunTheJarThatItsSourceHolds() throws IOException {
        Map<String, Object> source =
                mapping(project("Staging", "audience-forecast").get("Source"));
        String zip = source.get("Location").toString().replaceFirst(".*/", "");
        Path folder = Assembly.repository().folder().resolve("asset." + zip.replace(".zip", ""));

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("slipway-job.jar");
        }
        assertThat(source.get("BuildSpec").toString())
                .contains("- java -jar slipway-job.jar run")
                .contains("shell: bash")
                .contains("java: corretto21");
    }

    @Test
    void shouldKeepItsLogUnderTheNameThatPeopleType() {
        Map<String, Object> group = workload("Staging").all("AWS::Logs::LogGroup").values().stream()
                .filter(each -> "/slipway/staging/runs/film-gross"
                        .equals(properties(each).get("LogGroupName")))
                .findFirst()
                .orElseThrow();

        assertThat(properties(group)).containsEntry("RetentionInDays", 90);
    }

    @Test
    void shouldCarryTheTagsThatCostsAreToldApartBy() {
        List<Map<String, Object>> tags = list(project("Staging", "film-gross").get("Tags"));

        assertThat(tags)
                .extracting(tag -> tag.get("Key") + "=" + tag.get("Value"))
                .contains("environment=staging", "model=film-gross", "product=slipway");
    }
}
