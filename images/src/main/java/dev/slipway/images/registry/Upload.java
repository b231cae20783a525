package dev.slipway.images.registry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** One blob on its way out: streamed, with its length told before, counted as it goes. */
final class Upload {
    private final Repository.Source source;
    private final long size;
    private final LongConsumer listener;
    private final AtomicLong sent = new AtomicLong();

    Upload(Repository.Source source, long size, LongConsumer listener) {
        this.source = source;
        this.size = size;
        this.listener = listener;
    }

    BodyPublisher body() {
        return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(this::counted), size);
    }

    long sent() {
        return sent.get();
    }

    private InputStream counted() {
        sent.set(0);
        try {
            return new FilterInputStream(source.open()) {
                @Override
                public int read() throws IOException {
                    int one = super.read();
                    count(one < 0 ? 0 : 1);
                    return one;
                }

                @Override
                public int read(byte[] buffer, int from, int length) throws IOException {
                    int read = super.read(buffer, from, length);
                    count(Math.max(0, read));
                    return read;
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void count(int bytes) {
        listener.accept(sent.addAndGet(bytes));
    }
}
