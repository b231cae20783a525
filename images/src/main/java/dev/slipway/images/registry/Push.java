package dev.slipway.images.registry;

import dev.slipway.images.ImageTar;
import dev.slipway.images.Layer;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Manifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
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
        return new Session(image).push();
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
            return keepTrying("asking for " + reference, this::there)
                    .map(there -> new Pushed(model, reference, there, true, 0, total()));
        }

        Pushed push() {
            Optional<Pushed> before = find();
            if (before.isPresent()) {
                return before.get();
            }
            long total = total();
            List<Layer> layers = image.layers();
            for (int i = 0; i < layers.size(); i++) {
                int index = i;
                blob(layers.get(i).digest(), layers.get(i).size(), () -> image.layer(index), total);
            }
            byte[] config = image.configBytes();
            blob(image.configDigest(), config.length, () -> new ByteArrayInputStream(config), total);
            keepTrying("tagging " + reference, this::tag);
            return new Pushed(model, reference, image.digest(), false, sent, total);
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
        private Void tag() throws IOException, InterruptedException {
            if (there().isPresent()) {
                return null;
            }
            Answer answer = repository.tag(tag, image.manifestBytes());
            // What the registry has now counts, not what it answered.
            if (there().isEmpty()) {
                repository.expect(answer, 201, "tagging");
                throw new IOException("the registry has taken the tag, but does not show it");
            }
            return null;
        }

        /** The digest under the version, where it is this image. */
        private Optional<String> there() throws IOException, InterruptedException {
            Optional<Tagged> there = repository.tagged(tag);
            if (there.isPresent() && !there.get().holds(image)) {
                throw new PushException(
                        ExitCode.BAD_CONFIGURATION,
                        reference + " is there already with " + there.get().digest() + ", this image has "
                                + image.digest() + "; a version is pushed once: raise the version in model.yaml");
            }
            return there.map(Tagged::digest);
        }

        private <T> T keepTrying(String what, Patience.Step<T> step) {
            return patience.keepTrying(what, progress::remark, step);
        }
    }
}
