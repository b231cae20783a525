package dev.slipway.cli.check;

import dev.slipway.images.ImageTar;
import dev.slipway.job.engine.Engine;
import dev.slipway.job.engine.EngineImage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A tar's image in an engine for as long as it is looked at; afterwards the engine holds what it held before. */
final class LoadedTar implements AutoCloseable {
    private final Engine engine;
    private final Map<String, Optional<EngineImage>> before = new LinkedHashMap<>();
    private final Optional<EngineImage> held;

    /** A name of our own: nobody else who checks the same image takes it away meanwhile. */
    private final String hold = "slipway-check:" + UUID.randomUUID();

    LoadedTar(Engine engine, ImageTar tar) {
        this.engine = engine;
        this.held = engine.inspect(tar.configDigest());
        tar.names().forEach(name -> before.put(name, engine.inspect(name)));
    }

    EngineImage load(Path tar) {
        if (held.isPresent()) {
            return held.get();
        }
        EngineImage loaded = engine.load(tar);
        engine.tag(loaded, hold);
        return loaded;
    }

    /** Names go back to whom they belonged; the image goes with its last one. */
    @Override
    public void close() {
        if (held.isEmpty()) {
            before.forEach(
                    (name, image) -> image.ifPresentOrElse(old -> engine.tag(old, name), () -> engine.remove(name)));
            engine.remove(hold);
        }
    }
}
