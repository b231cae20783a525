package dev.slipway.infra;

import dev.slipway.job.LocalStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A stand-in for AWS: moto, or LocalStack where somebody asks for it by {@code SLIPWAY_LOCALSTACK=1}. */
interface Emulator extends AutoCloseable {
    static Emulator start(Path folder, String account) throws IOException, InterruptedException {
        return LocalStack.isAskedFor(System.getenv())
                ? new LocalStackAccount(LocalStack.start(), account)
                : Moto.start(folder, account);
    }

    /** What this machine lacks to have it; empty where nothing. */
    static Optional<String> missing(Map<String, String> environment) throws IOException, InterruptedException {
        return LocalStack.isAskedFor(environment)
                ? LocalStack.missing()
                : Moto.missing(environment)
                        .map(
                                reason -> reason + " (pip install 'moto[server]==" + Moto.VERSION
                                        + "' brings it; with SLIPWAY_LOCALSTACK=1 LocalStack stands in, which nobody has tried)");
    }

    /** The variables that lead the SDK and the CDK there. */
    Map<String, String> environment();

    /** What it wrote until now. */
    String log() throws IOException;

    @Override
    void close();
}
