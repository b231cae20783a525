package dev.slipway.cli.model;

import dev.slipway.cli.CliException;
import dev.slipway.images.ImageTar;
import dev.slipway.inference.ExitCode;
import dev.slipway.job.engine.Engine;
import dev.slipway.job.engine.EngineImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** A tar's image in an engine for as long as it is used; afterwards the engine holds what it held before. */
public final class LoadedTar implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration MOMENT = Duration.ofMillis(200);

    private final Engine engine;
    private final Map<String, Optional<EngineImage>> before = new LinkedHashMap<>();
    private final Optional<EngineImage> held;

    /** A name of our own: nobody else who uses the same image takes it away meanwhile. */
    private final String hold = "slipway-hold:" + UUID.randomUUID();

    private boolean closed;

    public LoadedTar(Engine engine, ImageTar tar) {
        this.engine = engine;
        this.held = engine.inspect(tar.configDigest());
        tar.names().forEach(name -> before.put(name, engine.inspect(name)));
    }

    public synchronized EngineImage load(Path tar) {
        if (closed) {
            throw new CliException(ExitCode.TERMINATED, "stopped before " + tar + " was loaded");
        }
        EngineImage image = held.orElseGet(() -> engine.load(tar));
        if (!isNameless()) {
            engine.tag(image, hold);
        }
        return image;
    }

    /** An image without any name goes with the first that is taken from it; nobody who lends one leaves it without. */
    private boolean isNameless() {
        return held.filter(image -> image.names().isEmpty()).isPresent();
    }

    /** Names go back to whom they belonged; the image goes with its last one. May be called twice. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (held.isEmpty()) {
            before.forEach(
                    (name, image) -> image.ifPresentOrElse(old -> engine.tag(old, name), () -> engine.remove(name)));
        }
        // Where the program is told to stop, a container of it may be ending only just now.
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (!engine.remove(hold) && engine.inspect(hold).isPresent() && System.nanoTime() < patience) {
            LockSupport.parkNanos(MOMENT.toNanos());
        }
    }
}
