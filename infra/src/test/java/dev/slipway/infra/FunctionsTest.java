package dev.slipway.infra;

import static dev.slipway.infra.Template.list;
import static dev.slipway.infra.Template.mapping;
import static dev.slipway.infra.Template.properties;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionsTest {
    private static final Template WORKLOAD = Assembly.repository().template("Staging-Workload");

    private static Map<String, Object> function(String name) {
        return WORKLOAD.all("AWS::Lambda::Function").values().stream()
                .map(Template::properties)
                .filter(properties -> ("slipway-staging-" + name).equals(properties.get("FunctionName")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no function " + name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"etl", "ledger", "provisioner", "watch"})
    void shouldNameAHandlerThatItsJarHas(String name) throws IOException {
        String handler = function(name).get("Handler").toString();
        String type = handler.replace("::handleRequest", "");
        Path lambdas = Checkout.HOME.resolve("lambdas/target");

        assertThat(handler).endsWith("Handler::handleRequest");
        assertThat(lambdas.resolve("classes").resolve(type.replace('.', '/') + ".class"))
                .isRegularFile();
        try (ZipFile jar =
                new ZipFile(lambdas.resolve("slipway-" + name + ".jar").toFile())) {
            assertThat(jar.getEntry(type.replace('.', '/') + ".class")).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"etl", "ledger", "provisioner", "watch"})
    void shouldRunWhereTheCompilerMadeItFor(String name) throws IOException {
        int runtime = Integer.parseInt(function(name).get("Runtime").toString().replace("java", ""));

        try (ZipFile jar = new ZipFile(
                Checkout.HOME.resolve("lambdas/target/slipway-" + name + ".jar").toFile())) {
            List<Integer> releases = jar.stream()
                    .filter(entry -> entry.getName().endsWith(".class"))
                    .map(entry -> release(jar, entry.getName()))
                    .toList();
            assertThat(releases).isNotEmpty().allSatisfy(release -> assertThat(release)
                    .isLessThanOrEqualTo(runtime));
        }
        assertThat(function(name)).containsEntry("Architectures", List.of("arm64"));
    }

    /** Byte 7 of a class file is its version, which is 44 more than Java's. */
    private static int release(ZipFile jar, String entry) {
        try (var content = jar.getInputStream(jar.getEntry(entry))) {
            return content.readNBytes(8)[7] - 44;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @ParameterizedTest
    @CsvSource({"etl, true, true", "ledger, true, true", "provisioner, true, false", "watch, false, false"})
    void shouldStandWhereItWorksAndStartFromASnapshotWhereThatHelps(String name, boolean network, boolean snapshot) {
        assertThat(function(name).containsKey("VpcConfig")).isEqualTo(network);
        assertThat(function(name).containsKey("SnapStart")).isEqualTo(snapshot);
        assertThat(function(name)).doesNotContainKey("ReservedConcurrentExecutions");
    }

    @Test
    void shouldLogAsJsonToGroupsOfTheirOwn() {
        Set<Object> groups = WORKLOAD.all("AWS::Lambda::Function").values().stream()
                .map(function -> mapping(properties(function).get("LoggingConfig")))
                .peek(logging -> assertThat(logging).containsEntry("LogFormat", "JSON"))
                .map(logging -> logging.get("LogGroup"))
                .collect(Collectors.toSet());

        assertThat(groups).hasSameSizeAs(WORKLOAD.all("AWS::Lambda::Function").keySet());
    }

    @Test
    void shouldBeCalledByTheAliasOnly() {
        Set<String> aliases = WORKLOAD.all("AWS::Lambda::Alias").keySet();
        assertThat(WORKLOAD.all("AWS::Lambda::Alias").values())
                .hasSize(4)
                .allSatisfy(alias -> assertThat(properties(alias)).containsEntry("Name", "live"));

        assertThat(WORKLOAD.all("AWS::Events::Rule").values())
                .flatExtracting(rule -> list(properties(rule).get("Targets")))
                .isNotEmpty()
                .allSatisfy(
                        target -> assertThat(mapping(mapping(target).get("Arn")).get("Ref"))
                                .isIn(aliases));
        assertThat(WORKLOAD.all("AWS::Lambda::Permission").values())
                .isNotEmpty()
                .allSatisfy(
                        permission -> assertThat(mapping(properties(permission).get("FunctionName"))
                                        .get("Ref"))
                                .isIn(aliases));
    }

    @Test
    void shouldHoldNoPassword() {
        assertThat(WORKLOAD.all("AWS::Lambda::Function").values()).allSatisfy(function -> {
            Map<String, Object> variables = mapping(mapping(properties(function).getOrDefault("Environment", Map.of()))
                    .getOrDefault("Variables", Map.of()));
            assertThat(variables.keySet()).noneMatch(name -> name.matches(".*(PASSWORD|SECRET|TOKEN|KEY)"));
        });
        assertThat(WORKLOAD.text()).doesNotContain("{{resolve:");
    }

    @ParameterizedTest
    @CsvSource({"etl, slipway_etl slipway_etl", "ledger, slipway_ledger", "provisioner, ''", "watch, ''"})
    void shouldLogInAsItsOwnUserAndNoOther(String name, String users) {
        String logins = Iam.statements(WORKLOAD, mapping(function(name).get("Role"))).stream()
                .filter(statement -> Iam.actions(statement).contains("rds-db:connect"))
                .flatMap(statement -> Iam.resources(statement).stream())
                .map(resource -> resource.replaceFirst(".*/", ""))
                .collect(Collectors.joining(" "));

        assertThat(logins).isEqualTo(users);
    }

    @Test
    void shouldLetTheProvisionerWriteThePasswordsThatOthersReadAndNoOther() {
        List<String> parameters = Iam.statements(
                        WORKLOAD, mapping(function("provisioner").get("Role")))
                .stream()
                .filter(statement -> Iam.actions(statement).contains("ssm:PutParameter"))
                .flatMap(statement -> Iam.resources(statement).stream())
                .map(resource -> resource.replaceFirst(".*:parameter", ""))
                .filter(path -> path.endsWith("/password"))
                .toList();

        assertThat(parameters)
                .containsExactlyInAnyOrder(Arrays.stream(new String[] {
                            "analytics/migrator",
                            "analytics/job",
                            "analytics/reader",
                            "application/migrator",
                            "application/app"
                        })
                        .map(path -> "/slipway/staging/" + path + "/password")
                        .toArray(String[]::new));
    }

    @Test
    void shouldMakeNewPasswordsWhereTheFileHasAnotherNumber() {
        Template rotated = Surroundings.existing().template("Prod-Workload");

        assertThat(properties(WORKLOAD.only("AWS::CloudFormation::CustomResource")))
                .containsEntry("rotate", "0");
        assertThat(properties(rotated.only("AWS::CloudFormation::CustomResource")))
                .containsEntry("rotate", "7");
    }

    @Test
    void shouldProvideTheDatabasesBeforeAnythingReadsThem() {
        String provision = WORKLOAD.all("AWS::CloudFormation::CustomResource")
                .keySet()
                .iterator()
                .next();
        Set<String> after = new TreeSet<>();
        WORKLOAD.resources().forEach((id, resource) -> {
            if (list(mapping(resource).getOrDefault("DependsOn", List.of())).contains(provision)) {
                after.add(id);
            }
        });

        assertThat(after).containsAll(WORKLOAD.all("AWS::CodeBuild::Project").keySet());
        assertThat(after).anyMatch(id -> id.startsWith("CopyTriggersAfterRun"));
    }
}
