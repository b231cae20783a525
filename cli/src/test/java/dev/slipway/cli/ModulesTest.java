package dev.slipway.cli;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The modules' arrows go one way. Maven cannot see all of it: a transitive dependency would compile. */
class ModulesTest {
    private static final String ROOT = "dev.slipway.";

    /** What each module may use of ours, beside itself. */
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "inference", Set.of(),
            "releases", Set.of("inference"),
            "images", Set.of("inference", "releases"),
            "predictions", Set.of("inference"),
            "job", Set.of("inference", "predictions"),
            "lambdas", Set.of("inference", "releases", "predictions"),
            "desk", Set.of("inference", "releases", "images"),
            "cli", Set.of("inference", "releases", "images", "predictions", "job", "lambdas", "desk"));

    private static final JavaClasses CLASSES = imported();

    private static JavaClasses imported() {
        // Others' classes are judged by their names: reading them all takes ten seconds.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.slipway");
    }

    @ParameterizedTest
    @ValueSource(strings = {"inference", "releases", "images", "predictions", "job", "lambdas", "desk", "cli"})
    void shouldUseOnlyTheModulesItMay(String module) {
        Set<String> used = CLASSES.stream()
                .filter(type -> module(type).equals(module))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(Dependency::getTargetClass)
                .map(ModulesTest::module)
                .filter(target -> !target.isEmpty() && !target.equals(module))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(CLASSES.stream().map(ModulesTest::module)).contains(module);
        assertThat(ALLOWED.get(module)).containsAll(used);
    }

    @Test
    void shouldKnowEveryModule() {
        assertThat(CLASSES.stream().map(ModulesTest::module).filter(module -> !module.isEmpty()))
                .allMatch(ALLOWED::containsKey);
    }

    @Test
    void shouldHaveNoCycleBetweenThePackagesOfTheCommand() {
        slices().matching("dev.slipway.cli.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    private static String module(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(ROOT) ? name.substring(ROOT.length()).split("\\.")[0] : "";
    }
}
