package dev.slipway.predictions;

/** Rows that were taken for new meet others with their key, so that they have to be laid over them. */
final class KeysMetException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
