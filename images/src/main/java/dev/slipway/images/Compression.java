package dev.slipway.images;

/** How a file is compressed, by its first bytes. */
enum Compression {
    NONE("not compressed"),
    GZIP("gzip", 0x1f, 0x8b),
    ZSTD("zstd", 0x28, 0xb5, 0x2f, 0xfd),
    XZ("xz", 0xfd, '7', 'z', 'X', 'Z'),
    BZIP2("bzip2", 'B', 'Z', 'h');

    /** Bytes that tell all of them apart. */
    static final int MAGIC = 5;

    private final String word;
    private final int[] magic;

    Compression(String word, int... magic) {
        this.word = word;
        this.magic = magic;
    }

    static Compression of(byte[] start) {
        for (Compression known : values()) {
            if (known != NONE && known.begins(start)) {
                return known;
            }
        }
        return NONE;
    }

    String word() {
        return word;
    }

    private boolean begins(byte[] start) {
        for (int i = 0; i < magic.length; i++) {
            if (start.length <= i || (start[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
