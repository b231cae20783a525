package dev.slipway.cli.desk;

import dev.slipway.cli.Argument;
import dev.slipway.desk.Registry;
import dev.slipway.desk.Sources;
import dev.slipway.desk.oci.OciRegistry;
import dev.slipway.images.registry.DockerLogins;
import dev.slipway.images.registry.Lookup;
import dev.slipway.images.registry.Patience;
import dev.slipway.images.registry.RegistryAddress;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Where images are looked up. */
final class RegistryOption {
    @Option(
            names = "--registry",
            paramLabel = "REGISTRY",
            description =
                    "Another registry than ECR of slipway.yaml, HOST[:PORT][/PREFIX], with what 'docker login' has"
                            + " left for it. Plain HTTP on localhost alone.")
    private String registry;

    /** The registry of a desk: this one, or the desk's own. */
    Function<Sources, Registry> registries() {
        RegistryAddress address = Argument.parse("--registry", registry, RegistryAddress::parse);
        if (address == null) {
            return Sources::registry;
        }
        DockerLogins docker = DockerLogins.of(System.getenv());
        Registry one = new OciRegistry(
                new Lookup(address, docker.find(address.host(), System.err::println), docker.tried(), Patience.ASKING));
        return desk -> one;
    }
}
