package dev.slipway.cli.push;

import dev.slipway.images.registry.DockerLogins;
import dev.slipway.images.registry.Login;
import dev.slipway.images.registry.Patience;
import dev.slipway.images.registry.Push;
import dev.slipway.images.registry.PushProgress;
import dev.slipway.images.registry.RegistryAddress;
import dev.slipway.job.registry.EcrToken;
import java.util.Map;
import java.util.Optional;

/** A registry with who may push to it: AWS's token for ECR, Docker's credentials for any other. */
record Target(RegistryAddress address, Map<String, String> environment) {
    Push push(PushProgress progress) {
        DockerLogins docker = DockerLogins.of(environment);
        boolean ecr = EcrToken.isFor(address.host());
        Optional<Login> login = ecr ? Optional.of(ecr(address.host())) : docker.find(address.host(), progress::remark);
        return new Push(address, login, docker.tried(), Patience.DEFAULT, progress);
    }

    private static Login ecr(String host) {
        EcrToken token = EcrToken.fetch(host);
        return new Login(token.user(), token.password(), "AWS");
    }
}
