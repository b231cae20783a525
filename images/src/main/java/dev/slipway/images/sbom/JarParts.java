package dev.slipway.images.sbom;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Property;

/** What a jar says of itself: Maven's coordinates, and those of what was shaded into it. */
final class JarParts {
    private static final Pattern PROPERTIES = Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");
    private static final Pattern NAME = Pattern.compile("(?<name>.+?)(-(?<version>[0-9].*))?\\.jar");
    private static final Pattern LICENSE =
            Pattern.compile("<license>.*?<name>\\s*(?<name>[^<]+?)\\s*</name>.*?</license>", Pattern.DOTALL);

    private JarParts() {}

    /** @throws InferenceException 78 where the file is no jar */
    static Component of(String target, Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            List<Component> artifacts = new ArrayList<>();
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                if (PROPERTIES.matcher(entry.getName()).matches()) {
                    artifacts.add(artifact(jar, entry));
                }
            }
            String name = file.getFileName().toString();
            Component own = artifacts.stream()
                    .filter(artifact -> name.startsWith(artifact.getName()))
                    .findFirst()
                    .orElseGet(() -> byName(jar, name));
            artifacts.remove(own);
            artifacts.forEach(own::addComponent);
            own.addHash(Part.sha256(file));
            own.setProperties(List.of(new Property("slipway:path", target)));
            license(jar, own);
            return own;
        } catch (ZipException e) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION, file + " is no jar, or a broken one: " + e.getMessage(), e);
        }
    }

    private static Component artifact(JarFile jar, JarEntry entry) throws IOException {
        Properties coordinates = new Properties();
        try (InputStream in = jar.getInputStream(entry)) {
            coordinates.load(in);
        }
        Component artifact = library(
                coordinates.getProperty("groupId"),
                coordinates.getProperty("artifactId", "unknown"),
                coordinates.getProperty("version"));
        JarEntry pom = jar.getJarEntry(entry.getName().replace("pom.properties", "pom.xml"));
        if (pom != null) {
            try (InputStream in = jar.getInputStream(pom)) {
                Matcher license = LICENSE.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                if (license.find()) {
                    artifact.setLicenses(Part.license(license.group("name")));
                }
            }
        }
        return artifact;
    }

    /** A jar without Maven's coordinates; an OSGi bundle tells the group in its symbolic name. */
    private static Component byName(JarFile jar, String file) {
        Matcher name = NAME.matcher(file);
        String artifact = name.matches() ? name.group("name") : file;
        String bundle = attribute(jar, "Bundle-SymbolicName").replaceFirst(";.*", "");
        String group =
                bundle.endsWith("." + artifact) ? bundle.substring(0, bundle.length() - artifact.length() - 1) : null;
        return library(group, artifact, name.matches() ? name.group("version") : null);
    }

    private static Component library(String group, String name, String version) {
        Component library = Part.of(Component.Type.LIBRARY, group, name, version);
        return Part.named(library, group == null ? "generic" : "maven", Map.of());
    }

    private static void license(JarFile jar, Component own) {
        for (String header : List.of("SPDX-License-Identifier", "Bundle-License")) {
            String license = attribute(jar, header).replaceFirst(";.*", "");
            if (own.getLicenses() == null && !license.isBlank()) {
                own.setLicenses(Part.license(license));
            }
        }
    }

    private static String attribute(JarFile jar, String name) {
        try {
            Attributes attributes = jar.getManifest() == null
                    ? new Attributes()
                    : jar.getManifest().getMainAttributes();
            String value = attributes.getValue(name);
            return value == null ? "" : value.strip();
        } catch (IOException unreadable) {
            return "";
        }
    }
}
