package dev.slipway.desk;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where runs keep their files and changes are told: a bucket, or a folder of this machine. */
public interface Store {
    /** Everything whose key begins so. */
    List<Entry> list(String prefix);

    /** The text under a key; empty where there is none. */
    Optional<String> text(String key);

    /** The content; the caller closes it. */
    InputStream open(String key) throws IOException;

    /** Where a key lies, for a message. */
    String address(String key);

    /** Something that is kept. */
    record Entry(String key, long bytes, Instant changed) {}
}
