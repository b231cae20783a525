package dev.slipway.infra;

import static dev.slipway.infra.Template.list;
import static dev.slipway.infra.Template.mapping;
import static dev.slipway.infra.Template.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the templates hand to functions is what the classes in their jars take. */
class HandlersTest {
    private static final Assembly PRODUCT = Assembly.repository();

    @BeforeEach
    void region() {
        // Clients of AWS want one; Lambda sets it.
        System.setProperty("aws.region", "eu-central-1");
    }

    @AfterEach
    void noRegion() {
        System.clearProperty("aws.region");
    }

    @ParameterizedTest
    @CsvSource({"Dev, etl", "Dev, ledger", "Dev, watch", "Staging, etl", "Prod, etl", "Prod, ledger", "Prod, watch"})
    void shouldBeMadeFromTheEnvironmentThatTheTemplateSets(String environment, String name) throws Exception {
        Map<String, Object> function = function(environment, name);

        try (URLClassLoader jar = jar(name)) {
            Class<?> handler = jar.loadClass(type(function));
            assertThat(handler.getConstructor(Map.class).newInstance(variables(environment, function)))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "etl, SLIPWAY_COPIES",
        "etl, SLIPWAY_APPLICATION_URL",
        "ledger, SLIPWAY_ANALYTICS_USER",
        "watch, SLIPWAY_TOPIC"
    })
    void shouldNotBeMadeWhereOneIsMissing(String name, String variable) throws Exception {
        Map<String, Object> function = function("Dev", name);
        Map<String, String> variables = variables("Dev", function);
        variables.remove(variable);

        try (URLClassLoader jar = jar(name)) {
            Class<?> handler = jar.loadClass(type(function));
            assertThatThrownBy(() -> handler.getConstructor(Map.class).newInstance(variables))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageContaining(variable);
        }
    }

    @Test
    void shouldAskTheProvisionerForWhatItTakes() throws Exception {
        Map<String, Object> asked =
                properties(PRODUCT.template("Dev-Workload").only("AWS::CloudFormation::CustomResource"));
        Map<String, Object> properties = mapping(resolved(asked));

        try (URLClassLoader jar = jar("provisioner")) {
            Method of = jar.loadClass("dev.slipway.lambdas.provision.ProvisionRequest")
                    .getMethod("of", Object.class);
            assertThat(of.invoke(null, properties).toString()).contains("parameters=/slipway/dev");
            properties.remove("parameters");
            assertThatThrownBy(() -> of.invoke(null, properties)).cause().hasMessageContaining("parameters: expected");
        }
    }

    /** From a build that ended badly to whoever is on call: rule, function, permissions, topic, key. */
    @Test
    void shouldLeadFromABuildThatFailedToTheTopic() {
        Template staging = PRODUCT.template("Staging-Workload");
        Map<String, Object> rule = properties(staging.all("AWS::Events::Rule").entrySet().stream()
                .filter(each -> each.getKey().startsWith("WatchRunEnded"))
                .findFirst()
                .orElseThrow()
                .getValue());
        Map<String, Object> detail = mapping(mapping(rule.get("EventPattern")).get("detail"));
        String alias = (String)
                mapping(mapping(list(rule.get("Targets")).get(0)).get("Arn")).get("Ref");
        Map<String, Object> watch = function("Staging", "watch");
        String topic = staging.all("AWS::SNS::Topic").keySet().iterator().next();
        String key = staging.all("AWS::KMS::Key").keySet().iterator().next();

        assertThat(list(detail.get("build-status"))).contains("FAILED", "FAULT", "TIMED_OUT", "STOPPED");
        assertThat(list(detail.get("project-name"))).containsExactly(Map.of("prefix", "slipway-staging-"));
        assertThat(staging.all("AWS::CodeBuild::Project").values())
                .allSatisfy(project ->
                        assertThat(properties(project).get("Name").toString()).startsWith("slipway-staging-"));
        assertThat(properties(staging.resource(alias)).get("FunctionName"))
                .isEqualTo(Map.of("Ref", id(staging, "watch")));
        assertThat(mapping(mapping(watch.get("Environment")).get("Variables")).get("SLIPWAY_TOPIC"))
                .isEqualTo(Map.of("Ref", topic));
        assertThat(allowed(staging, watch, "sns:Publish")).containsExactly("<{Ref=" + topic + "}>");
        assertThat(allowed(staging, watch, "kms:GenerateDataKey")).containsExactly("<{Fn::GetAtt=[" + key + ", Arn]}>");
        assertThat(allowed(staging, watch, "kms:Decrypt")).containsExactly("<{Fn::GetAtt=[" + key + ", Arn]}>");
        assertThat(allowed(staging, watch, "s3:GetObject"))
                .singleElement()
                .asString()
                .endsWith("/runs/*");
        for (String action : List.of("ListBuildsForProject", "BatchGetBuilds", "BatchGetProjects")) {
            assertThat(allowed(staging, watch, "codebuild:" + action))
                    .hasSameSizeAs(staging.all("AWS::CodeBuild::Project").keySet())
                    .contains("arn:aws:codebuild:eu-central-1:222222222222:project/slipway-staging-film-gross");
        }
    }

    private static List<String> allowed(Template template, Map<String, Object> function, String action) {
        return Iam.statements(template, mapping(function.get("Role"))).stream()
                .filter(statement -> Iam.actions(statement).contains(action))
                .flatMap(statement -> Iam.resources(statement).stream())
                .toList();
    }

    private static URLClassLoader jar(String name) throws IOException {
        URL jar = Checkout.HOME
                .resolve("lambdas/target/slipway-" + name + ".jar")
                .toUri()
                .toURL();
        // Nothing of the tests' own class path: what the jar lacks is missing at AWS, too.
        return new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
    }

    private static String type(Map<String, Object> function) {
        return function.get("Handler").toString().replace("::handleRequest", "");
    }

    private static String id(Template template, String name) {
        return template.all("AWS::Lambda::Function").entrySet().stream()
                .filter(each -> properties(each.getValue())
                        .getOrDefault("FunctionName", "")
                        .toString()
                        .endsWith("-" + name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> function(String environment, String name) {
        Template template = PRODUCT.template(environment + "-Workload");
        return template.properties(id(template, name));
    }

    /** As the function sees them: what CloudFormation fills in is there, and layers are unpacked, if not to /opt. */
    private static Map<String, String> variables(String environment, Map<String, Object> function) {
        Map<String, String> variables = new TreeMap<>(Map.of("AWS_REGION", "eu-central-1"));
        Template template = PRODUCT.template(environment + "-Workload");
        mapping(mapping(function.get("Environment")).get("Variables")).forEach((name, value) -> {
            String text = resolved(value).toString();
            variables.put(
                    name,
                    text.startsWith("@/opt/")
                            ? "@" + layer(template, function).resolve(text.substring("@/opt/".length()))
                            : text);
        });
        return variables;
    }

    /** The asset's folder that is the function's one layer. */
    private static Path layer(Template template, Map<String, Object> function) {
        String id = mapping(list(function.get("Layers")).get(0)).get("Ref").toString();
        String object =
                mapping(template.properties(id).get("Content")).get("S3Key").toString();
        try (Stream<Path> files = Files.walk(PRODUCT.folder())) {
            return files.filter(file -> file.getFileName().toString().equals("asset." + object.replace(".zip", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Something in the place of what only the deployment knows. */
    private static Object resolved(Object value) {
        if (value instanceof Map<?, ?> map) {
            if (map.get("Fn::Join") instanceof List<?> join) {
                StringBuilder text = new StringBuilder();
                list(join.get(1)).forEach(part -> text.append(resolved(part)));
                return text.toString();
            }
            if (map.size() == 1 && map.keySet().iterator().next().toString().matches("Ref|Fn::.*")) {
                return "known-later";
            }
            Map<String, Object> resolved = new TreeMap<>();
            map.forEach((key, each) -> resolved.put(key.toString(), resolved(each)));
            return resolved;
        }
        return value;
    }
}
