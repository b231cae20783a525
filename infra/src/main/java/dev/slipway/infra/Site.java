package dev.slipway.infra;

import dev.slipway.releases.Environment;
import dev.slipway.releases.Names;
import dev.slipway.releases.ProjectFile;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Everything that the stacks of one environment are made from.
 *
 * @param home the checkout, where built jars lie
 */
record Site(Environment environment, ProjectFile project, Path home) {
    /** The stage's id, what people type in {@code cdk deploy 'Staging/*'}. */
    String id() {
        String name = environment.name();
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** What people and programs call the environment's resources. */
    Names names() {
        return new Names(environment.name());
    }

    /** As text: what a stack knows of its own place takes three messages to jsii each time. */
    String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + environment.region() + ":"
                + environment.account().id() + ":" + resource;
    }

    software.amazon.awscdk.Environment place() {
        return software.amazon.awscdk.Environment.builder()
                .account(environment.account().id())
                .region(environment.region().name())
                .build();
    }
}
