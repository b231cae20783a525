package dev.slipway.images;

import dev.slipway.releases.PinnedImage;

/**
 * What an image stands on.
 *
 * @param pinned a vendor's image; null means {@code scratch}, a runtime made here of the JDK's own parts
 */
public record BaseImage(PinnedImage pinned) {
    public static final BaseImage SCRATCH = new BaseImage(null);

    /** Reads {@code scratch} or an image by its digest; the message of a refusal says what would be right. */
    public static BaseImage parse(String text) {
        return text.equals("scratch") ? SCRATCH : new BaseImage(new PinnedImage(text));
    }

    public boolean isScratch() {
        return pinned == null;
    }

    @Override
    public String toString() {
        return isScratch() ? "scratch" : pinned.toString();
    }
}
