package dev.slipway.models.audience.development.broadcast;

import dev.slipway.models.audience.Holidays;
import java.time.LocalDate;

/** How many people have a set on, in millions, in each half hour of a day: by weekday, season, holiday and weather. */
final class Potential {
    /** By half hour from 06:00 to 01:30. */
    private static final double[] WORKING_DAY = {
        1.8, 2.4, 2.8, 2.9, 2.8, 2.7, 2.7, 2.9, 3.1, 3.4, 3.9, 4.6, 5.4, 5.9, 6.0, 5.9, 5.8, 5.9, 6.2, 6.6, 7.1, 7.9,
        9.2, 10.8, 12.8, 15.4, 18.6, 22.0, 26.8, 28.4, 28.9, 28.0, 25.6, 22.4, 18.0, 13.9, 9.8, 7.0, 4.8, 3.4
    };

    private static final double[] SATURDAY = {
        1.0, 1.5, 2.2, 3.0, 3.7, 4.2, 4.4, 4.6, 4.9, 5.2, 5.7, 6.3, 7.0, 7.6, 8.0, 8.4, 8.8, 9.2, 9.6, 10.1, 10.8, 11.7,
        12.9, 14.4, 16.2, 18.2, 20.4, 22.6, 25.6, 26.8, 27.2, 26.8, 25.4, 23.2, 19.8, 16.4, 12.4, 9.4, 6.8, 5.0
    };

    private static final double[] SUNDAY = {
        0.9, 1.3, 2.0, 2.9, 3.8, 4.5, 5.0, 5.4, 5.9, 6.4, 7.0, 7.7, 8.5, 9.1, 9.5, 9.9, 10.3, 10.7, 11.1, 11.7, 12.5,
        13.6, 15.0, 16.7, 18.6, 21.0, 23.8, 26.4, 30.2, 31.4, 31.6, 30.2, 26.6, 22.0, 16.8, 12.4, 8.4, 5.8, 4.0, 2.9
    };

    private final Noise weather;

    Potential(long seed) {
        this.weather = new Noise(seed).stream(11);
    }

    double[] of(LocalDate date) {
        int weekday = date.getDayOfWeek().getValue();
        int holiday = Holidays.kind(date);
        double[] curve = weekday == 7 || holiday == Holidays.PUBLIC ? SUNDAY : weekday == 6 ? SATURDAY : WORKING_DAY;
        double year = 2 * StrictMath.PI * (date.getDayOfYear() - 20) / 365.25;
        double winter = StrictMath.cos(year);
        double sky = weather.smooth(0, date.toEpochDay(), 4);
        double[] watching = new double[Programme.END];
        for (int i = 0; i < curve.length; i++) {
            int slot = i + Programme.FIRST_SLOT;
            // Long light evenings cost most viewers between six and nine.
            double light = slot >= 34 && slot < 42 ? 0.20 : 0.12;
            double eve = holiday != Holidays.EVE ? 1 : slot < 32 ? 1.5 : slot < 36 ? 1.1 : 0.62;
            watching[slot] = curve[i] * (1 + light * winter) * (1 - 0.035 * sky) * eve;
        }
        return watching;
    }
}
