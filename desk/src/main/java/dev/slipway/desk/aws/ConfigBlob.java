package dev.slipway.desk.aws;

import dev.slipway.desk.JsonFile;
import dev.slipway.images.ImageLabel;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.inference.Manifest;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An image's configuration in a registry: the one blob that has its labels.
 *
 * @param reference of the image, for messages
 * @param digest {@code sha256:…}
 */
record ConfigBlob(String reference, String digest) {
    private static final int CONNECT = 5_000;
    private static final int SILENCE = 30_000;
    private static final int ATTEMPTS = 3;

    /** @param imageManifest as the registry has it */
    static ConfigBlob named(String reference, String imageManifest) {
        JsonFile manifest = JsonFile.read(reference, imageManifest);
        if (!manifest.has("config")) {
            throw new InferenceException(
                    ExitCode.BAD_DATA,
                    reference + " is several images in one; expected one for one platform, as 'slipway push' makes it");
        }
        return new ConfigBlob(reference, manifest.object("config").text("digest"));
    }

    /**
     * What the image says of itself. What comes is checked by its digest, for it comes from a storage behind the registry.
     *
     * @param url where the registry lets it be fetched
     */
    Manifest model(String url) {
        byte[] bytes = bytes(url);
        if (!digest.equals(sha256(bytes))) {
            throw new InferenceException(
                    ExitCode.TRY_AGAIN,
                    reference + ": expected a configuration of " + digest + ", got " + sha256(bytes));
        }
        return ImageLabel.model(reference, bytes);
    }

    private byte[] bytes(String url) {
        for (int attempt = 1; ; attempt++) {
            try {
                return get(url);
            } catch (IOException away) {
                if (attempt == ATTEMPTS) {
                    throw new InferenceException(
                            ExitCode.TRY_AGAIN,
                            reference + ": its labels cannot be read from "
                                    + URI.create(url).getRawAuthority() + ": " + away.getMessage() + "; try again",
                            away);
                }
            }
        }
    }

    private static byte[] get(String url) throws IOException {
        URLConnection connection = URI.create(url).toURL().openConnection();
        connection.setConnectTimeout(CONNECT);
        connection.setReadTimeout(SILENCE);
        // The stream's own words would show the whole address, which lets anybody in who has it.
        if (connection instanceof HttpURLConnection http && http.getResponseCode() >= 400) {
            throw new IOException("it answers " + http.getResponseCode());
        }
        try (InputStream body = connection.getInputStream()) {
            byte[] bytes = body.readAllBytes();
            // Where the connection breaks off, the stream just ends.
            if (connection.getContentLengthLong() > bytes.length) {
                throw new IOException("the connection broke off");
            }
            return bytes;
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
