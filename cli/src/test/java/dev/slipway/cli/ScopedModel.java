package dev.slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Java model outside of the checkout with a library of each of Maven's scopes: compile, provided and test. */
final class ScopedModel {
    private ScopedModel() {}

    static Path in(Path folder) throws IOException {
        Path models = Checkout.find().home().resolve("models/pom.xml");
        write(folder.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <parent>
                    <groupId>dev.slipway</groupId>
                    <artifactId>models</artifactId>
                    <version>1.0.0-SNAPSHOT</version>
                    <relativePath>%s</relativePath>
                  </parent>
                  <artifactId>scoped</artifactId>
                  <properties>
                    <model.main>scoped.Scoped</model.main>
                  </properties>
                  <dependencies>
                    <dependency>
                      <groupId>de.siegmar</groupId>
                      <artifactId>fastcsv</artifactId>
                    </dependency>
                    <dependency>
                      <groupId>org.slf4j</groupId>
                      <artifactId>slf4j-api</artifactId>
                      <scope>provided</scope>
                    </dependency>
                    <dependency>
                      <groupId>org.assertj</groupId>
                      <artifactId>assertj-core</artifactId>
                      <scope>test</scope>
                    </dependency>
                  </dependencies>
                  <build>
                    <plugins>
                      <plugin>
                        <groupId>org.apache.maven.plugins</groupId>
                        <artifactId>maven-clean-plugin</artifactId>
                      </plugin>
                      <plugin>
                        <groupId>org.apache.maven.plugins</groupId>
                        <artifactId>maven-dependency-plugin</artifactId>
                      </plugin>
                    </plugins>
                  </build>
                </project>
                """.formatted(folder.toAbsolutePath().relativize(models)));
        write(folder.resolve(".mvn/jvm.config"), "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        write(folder.resolve("src/main/java/scoped/Scoped.java"), """
                package scoped;

                public final class Scoped {
                    private Scoped() {}

                    public static void main(String[] arguments) {
                        org.slf4j.LoggerFactory.getLogger("scoped");
                        System.out.println(de.siegmar.fastcsv.reader.CsvReader.builder());
                    }
                }
                """);
        write(folder.resolve("model.yaml"), """
                name: scoped
                version: 1.0.0
                runtime: java
                key: [id]
                input: {id: string}
                output: {id: string, score: double}
                """);
        return folder;
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
