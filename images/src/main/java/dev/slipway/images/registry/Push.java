package dev.slipway.images.registry;

import dev.slipway.images.ImageTar;
import dev.slipway.images.Layer;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Manifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pushes an image under the version that its own label names. The blobs go first, those that the registry has are left
 * out, and the manifest under its tag goes last: whoever reads the version sees all of it or nothing. A version is never
 * overwritten, whatever the registry would allow.
 */
public final class Push {
    private final RegistryAddress address;
    private final Optional<Login> login;
    private final String tried;
    private final Patience patience;
    private final PushProgress progress;

    /**
     * @param login empty for a registry that asks for none
     * @param tried where a login was looked for, for the message that one is needed
     */
    public Push(
            RegistryAddress address, Optional<Login> login, String tried, Patience patience, PushProgress progress) {
        this.address = address;
        this.login = login;
        this.tried = tried;
        this.patience = patience;
        this.progress = progress;
    }

    /**
     * What the registry has of this very image under its version; empty where the version is free.
     *
     * @throws PushException where the version holds another image, or the registry is away or refuses
     */
    public Optional<Pushed> find(ImageTar image) {
        return new Session(image).find();
    }

    /**
     * Pushes.
     *
     * @throws PushException 75 where the registry stays away, 78 where it refuses, or the version is taken
     * @throws dev.slipway.images.BadImageException where the image does not say which model it is
     */
    public Pushed push(ImageTar image) {
        return push(image, Map.of());
    }

    /**
     * The same, with what the image scored on its golden set; that is kept beside it once, and the first one stays.
     *
     * @param golden by metric; empty where it was not measured
     */
    public Pushed push(ImageTar image, Map<String, Double> golden) {
        return new Session(image).push(golden);
    }

    private final class Session {
        private final ImageTar image;
        private final Manifest model;
        private final String tag;
        private final String reference;
        private final Repository repository;
        private long sent;
        private long done;

        Session(ImageTar image) {
            this.image = image;
            this.model = image.model();
            this.tag = model.version().toString();
            String name = address.repository(model.name());
            this.reference = address.host() + "/" + name + ":" + tag;
            Access access = new Access(address, name, login, tried, new Wire(patience));
            this.repository = new Repository(address, name, access);
            keepTrying("reaching " + address.host(), () -> {
                access.open();
                return null;
            });
        }

        Optional<Pushed> find() {
            return keepTrying("asking for " + reference, this::there).map(there -> pushed(there, true));
        }

        Pushed push(Map<String, Double> golden) {
            Optional<Tagged> before = keepTrying("asking for " + reference, this::there);
            Tagged there = before.orElseGet(this::send);
            if (!golden.isEmpty() && model.goldenSha256() != null) {
                GoldenMetrics metrics = new GoldenMetrics(there.digest(), model.goldenSha256(), golden);
                keepTrying("keeping the metrics of " + reference, () -> keep(metrics, there.size()));
            }
            return pushed(there, before.isPresent());
        }

        private Pushed pushed(Tagged there, boolean already) {
            Optional<GoldenMetrics> golden = model.goldenSha256() == null
                    ? Optional.empty()
                    : keepTrying("asking for the metrics of " + reference, this::golden);
            return new Pushed(model, reference, there.digest(), already, sent, total(), golden);
        }

        private Tagged send() {
            long total = total();
            List<Layer> layers = image.layers();
            for (int i = 0; i < layers.size(); i++) {
                int index = i;
                blob(layers.get(i).digest(), layers.get(i).size(), () -> image.layer(index), total);
            }
            byte[] config = image.configBytes();
            blob(image.configDigest(), config.length, () -> new ByteArrayInputStream(config), total);
            return keepTrying("tagging " + reference, this::tag);
        }

        private long total() {
            return image.configBytes().length
                    + image.layers().stream().mapToLong(Layer::size).sum();
        }

        private void blob(String blob, long size, Repository.Source source, long total) {
            boolean put = keepTrying("sending " + blob, () -> {
                if (repository.has(blob)) {
                    return false;
                }
                repository.put(blob, size, source, bytes -> progress.sent(done + bytes, total));
                return true;
            });
            done += size;
            sent += put ? size : 0;
            progress.sent(done, total);
        }

        /** Asked again right before: someone else may have pushed meanwhile, or an answer of ours was lost. */
        private Tagged tag() throws IOException, InterruptedException {
            Optional<Tagged> before = there();
            if (before.isPresent()) {
                return before.get();
            }
            Answer answer = repository.tag(tag, image.manifestBytes());
            // What the registry has now counts, not what it answered.
            Optional<Tagged> after = there();
            if (after.isEmpty()) {
                repository.expect(answer, 201, "tagging");
                throw new IOException("the registry has taken the tag, but does not show it");
            }
            return after.get();
        }

        /** What is under the version, where it is this image. */
        private Optional<Tagged> there() throws IOException, InterruptedException {
            Optional<Tagged> there = repository.tagged(tag);
            if (there.isPresent() && !there.get().holds(image)) {
                throw new PushException(
                        ExitCode.BAD_CONFIGURATION,
                        reference + " is there already with " + there.get().digest() + ", this image has "
                                + image.digest() + "; a version is pushed once: raise the version in model.yaml");
            }
            return there;
        }

        private Optional<GoldenMetrics> golden() throws IOException, InterruptedException {
            return repository
                    .manifest(GoldenMetrics.tag(model.version()))
                    .flatMap(manifest -> GoldenMetrics.parse(new String(manifest, StandardCharsets.UTF_8)));
        }

        /**
         * Whoever was first has measured: on another processor the last digits may be others. A registry that takes no such
         * artifact has the image all the same.
         */
        private Void keep(GoldenMetrics metrics, long size) throws IOException, InterruptedException {
            String at = GoldenMetrics.tag(model.version());
            if (repository.manifest(at).isEmpty()) {
                String nothing = GoldenMetrics.NOTHING_DIGEST;
                if (!repository.has(nothing)) {
                    repository.put(
                            nothing,
                            GoldenMetrics.EMPTY.length,
                            () -> new ByteArrayInputStream(GoldenMetrics.EMPTY),
                            bytes -> {});
                }
                Answer answer = repository.tag(at, metrics.manifest(size).getBytes(StandardCharsets.UTF_8));
                if (repository.manifest(at).isEmpty()) {
                    progress.remark(address.host() + " does not keep what the image scored, so that 'slipway plan' has"
                            + " nothing to compare: " + at + ": " + answer.words());
                }
            }
            return null;
        }

        private <T> T keepTrying(String what, Patience.Step<T> step) {
            return patience.keepTrying(what, progress::remark, step);
        }
    }
}
