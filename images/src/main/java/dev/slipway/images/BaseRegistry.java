package dev.slipway.images;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** Where a base image comes from. */
record BaseRegistry(BaseImage base, ImageReference reference) {
    private static final int PATIENCE_MILLIS = 10_000;

    static BaseRegistry of(BaseImage base) {
        try {
            return new BaseRegistry(base, ImageReference.parse(base.toString()));
        } catch (InvalidImageReferenceException e) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    "base " + base + ": expected REGISTRY/REPOSITORY[:TAG]@sha256:…, " + e.getMessage(),
                    e);
        }
    }

    /** The image, with the credentials that {@code docker login} left. */
    RegistryImage image() {
        CredentialRetrieverFactory credentials = CredentialRetrieverFactory.forImage(reference, event -> {});
        return RegistryImage.named(reference).addCredentialRetriever(credentials.dockerConfig());
    }

    /** Whether it is on this machine: plain HTTP is spoken to no other. */
    boolean isLocal() {
        return reference.getRegistry().matches("(localhost|127(\\.[0-9]+){3}|\\[::1\\])(:[0-9]+)?");
    }

    /**
     * Knocks at the door: jib itself would try for a minute before it says that nobody is there.
     *
     * @throws IOException where nobody is; behind a proxy only the proxy can tell
     */
    void knock() throws IOException {
        URI address = URI.create((isLocal() ? "http://" : "https://") + reference.getRegistry());
        if (System.getProperty("https.proxyHost") != null || System.getProperty("http.proxyHost") != null) {
            return;
        }
        int port = address.getPort() > 0 ? address.getPort() : isLocal() ? 80 : 443;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(address.getHost()), port), PATIENCE_MILLIS);
        }
    }
}
