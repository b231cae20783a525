package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model reads from a batch and writes to it. */
class BatchTest {
    private static final String FIELDS = """
            {"name":"id","type":"string"},{"name":"i","type":"int","nullable":true},
            {"name":"l","type":"long","nullable":true},{"name":"d","type":"double","nullable":true},
            {"name":"b","type":"boolean","nullable":true},{"name":"day","type":"date","nullable":true},
            {"name":"at","type":"timestamp","nullable":true}""";

    @TempDir
    private Path folder;

    private Image image;

    @BeforeEach
    void makeImage() throws IOException {
        image = new Image(folder)
                .manifest("{\"spec\":\"1.0\",\"name\":\"echo\",\"version\":\"1.0.0\",\"key\":[\"id\"],\"input\":["
                        + FIELDS + "],\"output\":[" + FIELDS + "]}")
                .data("id,i,l,d,b,day,at\na,1,2,0.5,true,2026-11-21,2026-11-21T06:00:00.5+01:00\nb,,,,,,\n");
    }

    @Test
    void shouldGiveEveryTypeAndItsNull() throws IOException {
        predict(rows -> {
            assertThat(rows.size()).isEqualTo(2);
            assertThat(rows.line(1)).isEqualTo(3);
            assertThat(rows.input("day")).isEqualTo(5);
            assertThat(rows.getString(0, 0)).isEqualTo("a");
            assertThat(rows.getLong(0, 1)).isEqualTo(1);
            assertThat(rows.getDouble(0, 2)).isEqualTo(2);
            assertThat(rows.getDouble(0, 3)).isEqualTo(0.5);
            assertThat(rows.getBoolean(0, 4)).isTrue();
            assertThat(rows.getLong(0, 4)).isEqualTo(1);
            assertThat(rows.getDate(0, 5)).isEqualTo("2026-11-21");
            assertThat(rows.getLong(0, 5)).isEqualTo(LocalDate.of(2026, 11, 21).toEpochDay());
            assertThat(rows.getTimestamp(0, 6)).isEqualTo("2026-11-21T05:00:00.5Z");
            assertThat(rows.getLong(0, 6)).isEqualTo(1795237200_500_000L);
            for (int field = 1; field < 7; field++) {
                assertThat(rows.isNull(0, field)).isFalse();
                assertThat(rows.isNull(1, field)).isTrue();
            }
            assertThat(rows.getLong(1, 1)).isZero();
            assertThat(rows.getDouble(1, 2)).isNaN();
            assertThat(rows.getDouble(1, 3)).isNaN();
            assertThat(rows.getBoolean(1, 4)).isFalse();
            assertThat(rows.getDate(1, 5)).isNull();
            assertThat(rows.getTimestamp(1, 6)).isNull();
        });
    }

    @Test
    void shouldGiveColumnsAsRowsOfAMatrix() throws IOException {
        image.data("id,i,l,d,b,day,at\na,1,16777217,0.5,,,\nb,,-2,1e39,,,\nc,3,4,,,,\n");
        predict(rows -> {
            float[] matrix = new float[7];
            assertThat(rows.getFloats(0, 3, 1, 2, matrix, 0, 2)).isFalse();
            assertThat(matrix).containsExactly(1, 16777216, Float.NaN, -2, 3, 4, 0);
            assertThat(rows.getFloats(1, 3, 3, 1, matrix, 0, 1)).isTrue();
            assertThat(matrix).startsWith(Float.POSITIVE_INFINITY, Float.NaN, Float.NaN, -2);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> rows.getFloats(0, 3, 4, 1, matrix, 0, 1))
                    .withMessage("field b is of type boolean and cannot be used as a number");
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> rows.getFloats(1, 4, 1, 1, matrix, 0, 1));
        });
    }

    @Test
    void shouldTakeManyDoublesAtOnceAndRejectThoseThatAreNotFinite() throws IOException {
        image.data("id,i,l,d,b,day,at\na,,,,,,\nb,,,,,,\nc,,,,,,\nd,,,7,,,\n");
        predict(rows -> {
            rows.setDoubles(1, 3, 3, new double[] {0.5, Double.NaN, 3});
            assertThatIllegalArgumentException().isThrownBy(() -> rows.setDoubles(0, 1, 1, new double[1]));
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> rows.setDoubles(3, 5, 3, new double[2]));
        });

        assertThat(image.predictions()).isEqualTo("id,i,l,d,b,day,at\na,,,,,,\nb,,,0.5,,,\nd,,,7.0,,,\n");
        assertThat(image.rejects()).singleElement().asString().startsWith("data.csv,4,d,not-finite,");
    }

    @Test
    void shouldCopyFieldsThatTheModelDoesNotSet() throws IOException {
        predict(rows -> {});

        assertThat(image.predictions())
                .isEqualTo("id,i,l,d,b,day,at\na,1,2,0.5,true,2026-11-21,2026-11-21T05:00:00.500Z\nb,,,,,,\n");
    }

    @Test
    void shouldWriteWhatTheModelSetsAndLeaveTheInputAlone() throws IOException {
        predict(rows -> {
            rows.setString(0, 0, "new");
            rows.setLong(0, 1, -1);
            rows.setLong(0, 2, Long.MIN_VALUE);
            rows.setLong(0, 3, 7);
            rows.setBoolean(0, 4, false);
            rows.setDate(0, 5, null);
            rows.setTimestamp(0, 6, Instant.parse("1969-12-31T23:59:59.999999999Z"));
            rows.setNull(1, 1);
            rows.setDouble(1, 3, 1e-7);
            assertThat(rows.getString(0, 0)).isEqualTo("a");
            assertThat(rows.getLong(0, 1)).isEqualTo(1);
        });

        assertThat(image.predictions())
                .isEqualTo("id,i,l,d,b,day,at\nnew,-1,-9223372036854775808,7.0,false,,1969-12-31T23:59:59.999999Z\n"
                        + "b,,,1.0E-7,,,\n");
    }

    @Test
    void shouldRefuseAccessThatDoesNotSuitTheField() throws IOException {
        predict(rows -> {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> rows.getDouble(0, 0))
                    .withMessage("field id is of type string and cannot be used as a number");
            assertThatIllegalArgumentException().isThrownBy(() -> rows.getString(0, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> rows.getLong(0, 3));
            assertThatIllegalArgumentException().isThrownBy(() -> rows.getDate(0, 6));
            assertThatIllegalArgumentException().isThrownBy(() -> rows.setDouble(0, 1, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> rows.setLong(0, 5, 1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> rows.output("none"))
                    .withMessage("no field none; there are [id, i, l, d, b, day, at]");
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> rows.getString(2, 0));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> rows.setNull(-1, 1));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> rows.getString(0, 7));
        });
    }

    @Test
    void shouldRejectARowWithTheFirstReasonGiven() throws IOException {
        predict(rows -> {
            rows.reject(1, "too new");
            rows.reject(1, "too old");
        });

        assertThat(image.rejects()).containsExactly("data.csv,3,,model,too new");
        assertThat(image.report().rejects()).containsOnly(entry("model", 1L));
    }

    /** Runs a model that checks and sets; what it throws fails the test, because every row would throw. */
    private void predict(Model model) {
        Image.Outcome outcome = image.run(
                rows -> {
                    try {
                        model.predict(rows);
                    } catch (AssertionError e) {
                        throw new InferenceException(ExitCode.DEFECT, e.getMessage(), e);
                    }
                },
                "predict");
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.DONE);
    }
}
