package dev.slipway.infra;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A stand-in for AWS: moto where it is, else LocalStack where it can be had. */
interface Emulator extends AutoCloseable {
    static Emulator start(Path folder, String account) throws IOException, InterruptedException {
        return Moto.program().isPresent() ? Moto.start(folder, account) : LocalStack.start(account);
    }

    /** What this machine lacks to have any; empty where there is one. */
    static Optional<String> missing() throws IOException, InterruptedException {
        return Moto.program().isPresent()
                ? Optional.empty()
                : LocalStack.missing()
                        .map(reason ->
                                "moto_server is not on the PATH (pip install 'moto[server]' brings it), and " + reason);
    }

    /** The variables that lead the SDK and the CDK there. */
    Map<String, String> environment();

    /** What it wrote until now. */
    String log() throws IOException;

    @Override
    void close();
}
