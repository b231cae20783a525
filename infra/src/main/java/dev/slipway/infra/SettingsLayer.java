package dev.slipway.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.ILayerVersion;
import software.amazon.awscdk.services.lambda.LayerVersion;
import software.amazon.awscdk.services.lambda.Runtime;
import software.constructs.Construct;

/** Brings a file to a function, beside its jar, which stays the same for every environment. */
final class SettingsLayer extends Construct {
    private final ILayerVersion layer;

    SettingsLayer(Construct scope, String id, SettingsFile file) {
        super(scope, id);
        try {
            Path folder = Files.createTempDirectory("settings");
            Path copy = Files.writeString(folder.resolve(file.name()), file.content());
            // The archive keeps them, and Lambda's user is another one: whatever the umask of whoever deploys.
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
            // CDK takes its own copy of the folder here.
            layer = LayerVersion.Builder.create(this, "Layer")
                    .code(Code.fromAsset(folder.toString()))
                    .compatibleRuntimes(List.of(Runtime.JAVA_25))
                    .build();
            Files.delete(copy);
            Files.delete(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    ILayerVersion layer() {
        return layer;
    }
}
