package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The library is a contract, so it stays small: one package, few public types, only the JDK in their signatures. */
class PublicTypesTest {
    private static final Path CLASSES = Path.of("target/classes/dev/slipway/inference");

    @Test
    void shouldHaveAtMostFifteenPublicTypesInOnePackage() throws IOException {
        try (Stream<Path> classes = Files.walk(CLASSES.getParent())) {
            assertThat(classes.filter(Files::isRegularFile).map(Path::getParent).distinct())
                    .containsExactly(CLASSES);
        }
        assertThat(publicTypes()).hasSizeBetween(1, 15);
    }

    @Test
    void shouldShowOnlyTypesOfTheJdkAndItsOwn() throws IOException {
        for (Class<?> type : publicTypes()) {
            for (Method method : type.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers())) {
                    assertThat(Stream.concat(
                                    Stream.of(method.getReturnType()), Arrays.stream(method.getParameterTypes())))
                            .as("%s", method)
                            .allMatch(shown -> shown.isPrimitive()
                                    || shown.isArray()
                                    || shown.getName().startsWith("java.")
                                    || shown.getPackage().equals(type.getPackage())
                                            && Modifier.isPublic(shown.getModifiers()));
                }
            }
        }
    }

    private static List<Class<?>> publicTypes() throws IOException {
        try (Stream<Path> files = Files.list(CLASSES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
                    .<Class<?>>map(name -> load(name.substring(0, name.length() - ".class".length())))
                    .filter(type -> Modifier.isPublic(type.getModifiers()))
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName("dev.slipway.inference." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
