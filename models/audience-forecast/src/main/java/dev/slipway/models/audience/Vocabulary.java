package dev.slipway.models.audience;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words of the training data, each list from the smallest mean audience to the largest: an order that makes sense to
 * a tree.
 */
public record Vocabulary(List<Channel> channels, List<String> genres) {
    /** The place of a word that training has not seen. */
    static final int UNKNOWN = -1;

    /** A channel; {@code viewers} is its mean audience in thousands, for programmes of which nothing is known. */
    public record Channel(String name, int viewers) {}

    public Vocabulary {
        channels = List.copyOf(channels);
        genres = List.copyOf(genres);
    }

    /** Made ready for look-ups. */
    public Index index() {
        return new Index(this);
    }

    /** Finds a word's place without a search. */
    public static final class Index {
        private final Map<String, Integer> channels = new HashMap<>();
        private final Map<String, Integer> genres = new HashMap<>();
        private final double[] roots;

        private Index(Vocabulary vocabulary) {
            roots = new double[vocabulary.channels.size()];
            for (int i = 0; i < roots.length; i++) {
                Channel channel = vocabulary.channels.get(i);
                channels.put(channel.name(), i);
                roots[i] = Math.sqrt(channel.viewers() / 1000.0);
            }
            for (int i = 0; i < vocabulary.genres.size(); i++) {
                genres.put(vocabulary.genres.get(i), i);
            }
        }

        int channel(String name) {
            return channels.getOrDefault(name, UNKNOWN);
        }

        int genre(String name) {
            return genres.getOrDefault(name, UNKNOWN);
        }

        /** The root of a channel's mean audience in millions. */
        double root(int channel) {
            return roots[channel];
        }
    }
}
