package dev.slipway.images;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/** One build at a time writes to a cache; each has a folder of its own there that ends with it. */
final class CacheLock implements AutoCloseable {
    /** A file lock belongs to the process; between its threads this one decides. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final FileChannel channel;
    private final Path folder;

    private CacheLock(FileChannel channel, Path folder) {
        this.channel = channel;
        this.folder = folder;
    }

    /** Waits for its turn. */
    static CacheLock take(Path cache) throws IOException {
        THREADS.lock();
        FileChannel channel = null;
        try {
            Files.createDirectories(cache);
            channel = FileChannel.open(cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            Path folder = cache.resolve("building");
            if (Files.exists(folder)) {
                // Of a build that was killed.
                Folders.delete(folder);
            }
            return new CacheLock(channel, Files.createDirectory(folder));
        } catch (IOException | RuntimeException e) {
            THREADS.unlock();
            if (channel != null) {
                channel.close();
            }
            throw e;
        }
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            Folders.delete(folder);
        } finally {
            THREADS.unlock();
        }
    }
}
