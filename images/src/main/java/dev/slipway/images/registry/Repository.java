package dev.slipway.images.registry;

import dev.slipway.inference.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The few calls of the OCI distribution specification that a push and a lookup need. */
final class Repository {
    static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final int REDIRECTS = 3;

    /** Whatever may lie under a tag: it counts as taken, too. */
    private static final String ANY_MANIFEST = String.join(
            ",",
            OCI_MANIFEST,
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.docker.distribution.manifest.v2+json",
            "application/vnd.docker.distribution.manifest.list.v2+json");

    private final RegistryAddress address;
    private final String name;
    private final String url;
    private final Access access;

    Repository(RegistryAddress address, String name, Access access) {
        this.address = address;
        this.name = name;
        this.url = address.url() + "/v2/" + name;
        this.access = access;
    }

    /** Opens a stream of bytes, again for every attempt. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    /** The manifest under a tag. */
    Optional<byte[]> manifest(String tag) throws IOException, InterruptedException {
        Answer answer = access.send(
                HttpRequest.newBuilder(URI.create(url + "/manifests/" + tag)).header("Accept", ANY_MANIFEST), () -> 0);
        if (answer.status() == 404) {
            refuseMissing(answer);
            return Optional.empty();
        }
        expect(answer, 200, "reading tag " + tag);
        return Optional.of(answer.body());
    }

    Optional<Tagged> tagged(String tag) throws IOException, InterruptedException {
        Optional<byte[]> manifest = manifest(tag);
        return manifest.isEmpty() ? Optional.empty() : Optional.of(Tagged.of(manifest.get()));
    }

    /** A blob that is small; what comes is checked by its digest, for it may come from a storage behind the registry. */
    byte[] blob(String digest) throws IOException, InterruptedException {
        URI at = URI.create(url + "/blobs/" + digest);
        Answer answer = access.send(HttpRequest.newBuilder(at), () -> 0);
        for (int redirects = 0; answer.status() / 100 == 3 && redirects < REDIRECTS; redirects++) {
            at = at.resolve(
                    answer.header("Location").orElseThrow(() -> new IOException("a redirect without Location")));
            answer = access.send(HttpRequest.newBuilder(at), () -> 0);
        }
        expect(answer, 200, "reading " + digest);
        if (!digest.equals(Tagged.sha256(answer.body()))) {
            throw new IOException("expected a blob of " + digest + ", got " + Tagged.sha256(answer.body()));
        }
        return answer.body();
    }

    boolean has(String digest) throws IOException, InterruptedException {
        Answer answer = access.send(
                HttpRequest.newBuilder(URI.create(url + "/blobs/" + digest)).method("HEAD", BodyPublishers.noBody()),
                () -> 0);
        // A redirect leads to the storage behind the registry, which is asked only for what is there.
        return answer.status() < 400;
    }

    /** @param sent hears the bytes that have gone out so far */
    void put(String digest, long size, Source source, LongConsumer sent) throws IOException, InterruptedException {
        Answer begun = access.send(
                HttpRequest.newBuilder(URI.create(url + "/blobs/uploads/")).POST(BodyPublishers.noBody()), () -> 0);
        if (begun.status() == 404) {
            refuseMissing(begun);
        }
        expect(begun, 202, "beginning an upload");
        String location = begun.header("Location").orElseThrow(() -> new IOException("an upload without a Location"));
        URI target =
                URI.create(url + "/").resolve(location + (location.contains("?") ? "&" : "?") + "digest=" + digest);
        if (!target.getScheme().equals("https") && !address.isLoopback()) {
            throw new PushException(
                    ExitCode.BAD_CONFIGURATION,
                    address.host() + " sends the upload to " + target.getScheme() + "://" + target.getRawAuthority()
                            + ", expected https; a proxy in front of it hides the protocol from the registry");
        }
        Upload upload = new Upload(source, size, sent);
        Answer stored = access.send(
                HttpRequest.newBuilder(target)
                        .header("Content-Type", "application/octet-stream")
                        .PUT(upload.body()),
                upload::sent);
        // The upload itself may be lost, such as by a restart of the registry: then a new one is begun.
        if (stored.names("BLOB_UPLOAD_UNKNOWN") || stored.names("DIGEST_INVALID") || stored.names("SIZE_INVALID")) {
            throw new IOException("the registry answers " + stored.words());
        }
        expect(stored, 201, "storing " + digest);
    }

    /** What the registry answers; the tag itself tells afterwards whether it was taken. */
    Answer tag(String tag, byte[] manifest) throws IOException, InterruptedException {
        return access.send(
                HttpRequest.newBuilder(URI.create(url + "/manifests/" + tag))
                        .header("Content-Type", OCI_MANIFEST)
                        .PUT(BodyPublishers.ofByteArray(manifest)),
                () -> 0);
    }

    /** Most registries make a repository by the first push to it, so that an unknown one is no error; ECR does not. */
    private void refuseMissing(Answer answer) {
        if (answer.names("NAME_UNKNOWN") && answer.words().contains("does not exist in the registry with id")) {
            throw new PushException(
                    ExitCode.BAD_CONFIGURATION,
                    address.host() + " has no repository " + name
                            + "; 'cdk deploy Registry' makes one for every model: " + answer.words());
        }
    }

    void expect(Answer answer, int status, String what) {
        if (answer.status() != status) {
            throw new PushException(
                    ExitCode.BAD_CONFIGURATION,
                    address.host() + "/" + name + ": " + what + ": the registry answers " + answer.words());
        }
    }
}
