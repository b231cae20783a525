package dev.slipway.models.audience.development.training;

import dev.slipway.models.audience.Artefact;
import dev.slipway.models.audience.AudienceForecast;
import dev.slipway.models.audience.Feature;
import dev.slipway.models.audience.Trees;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How good the trees are on the feed's last eight weeks, against "same slot last week": the audience of the same channel
 * and slot seven days before the broadcast. The baseline may look at that day always, even for a forecast that was made
 * weeks earlier and could not. Programmes without such a day are left out of both errors where the two are compared.
 */
public record Evaluation(List<Forecast> forecasts) {
    /** A programme of the window; audiences in millions, {@code lastWeek} is NaN where there was none. */
    record Forecast(Sample sample, double forecast, double lastWeek) {}

    public static Evaluation of(Artefact artefact, Path feed) {
        List<Sample> samples = Sample.read(feed, artefact.vocabulary());
        return of(artefact, samples, Windows.upTo(Words.lastDay(feed)));
    }

    static Evaluation of(Artefact artefact, List<Sample> samples, Windows windows) {
        Map<Long, Double> watched = new HashMap<>();
        samples.forEach(sample -> watched.put(sample.place(sample.day()), sample.actual()));
        Trees trees = Trees.parse(artefact.trees());
        List<Forecast> forecasts = new ArrayList<>();
        for (Sample sample : samples) {
            if (sample.day() >= windows.test()) {
                forecasts.add(new Forecast(
                        sample,
                        AudienceForecast.viewers(sample.reference(), trees.sum(sample.features())),
                        watched.getOrDefault(sample.place(sample.day() - 7), Double.NaN)));
            }
        }
        return new Evaluation(forecasts);
    }

    /** All programmes, then by days ahead, then by channel. */
    public List<Score> scores(Artefact artefact) {
        Map<String, List<Forecast>> groups = new LinkedHashMap<>();
        groups.put("all", forecasts);
        for (int week = 0; week < 4; week++) {
            groups.put(7 * week + " to " + (7 * week + 6) + " days ahead", new ArrayList<>());
        }
        artefact.vocabulary().channels().forEach(channel -> groups.put(channel.name(), new ArrayList<>()));
        for (Forecast forecast : forecasts) {
            int week = forecast.sample().feature(Feature.DAYS_AHEAD) / 7;
            groups.get(7 * week + " to " + (7 * week + 6) + " days ahead").add(forecast);
            int channel = forecast.sample().feature(Feature.CHANNEL);
            groups.get(artefact.vocabulary().channels().get(channel).name()).add(forecast);
        }
        return groups.entrySet().stream()
                .filter(group -> !group.getValue().isEmpty())
                .map(group -> Score.of(group.getKey(), group.getValue()))
                .toList();
    }
}
