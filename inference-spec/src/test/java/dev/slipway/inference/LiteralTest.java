package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each type takes, what it refuses, and what is written for it. */
class LiteralTest {
    @ParameterizedTest(name = "{0}: {1} is written {2}")
    @CsvSource({
        "string, text, text",
        "string, ' spaces stay ', ' spaces stay '",
        "string, NULL, NULL",
        "string, \\., \\.",
        "string, Ünïcödé 漢 😀, Ünïcödé 漢 😀",
        "int, 42, 42",
        "int, -2147483648, -2147483648",
        "int, +2147483647, 2147483647",
        "int, 007, 7",
        "int, -0, 0",
        "long, 9223372036854775807, 9223372036854775807",
        "long, -9223372036854775808, -9223372036854775808",
        "long, 000000000000000000000000000001, 1",
        "double, 0.1, 0.1",
        "double, .5, 0.5",
        "double, 5., 5.0",
        "double, +1e3, 1000.0",
        "double, 1E-3, 0.001",
        "double, 1e7, 1.0E7",
        "double, -0, -0.0",
        "double, 1.7976931348623157e308, 1.7976931348623157E308",
        "double, 4.9e-324, 4.9E-324",
        "double, 1e-400, 0.0",
        "double, 2e23, 2.0E23",
        "double, 0.30000000000000004, 0.30000000000000004",
        "boolean, true, true",
        "boolean, false, false",
        "date, 0001-01-01, 0001-01-01",
        "date, 1969-12-31, 1969-12-31",
        "date, 2024-02-29, 2024-02-29",
        "date, 9999-12-31, 9999-12-31",
        "timestamp, 2026-11-21T06:00:00Z, 2026-11-21T06:00:00Z",
        "timestamp, 2026-11-21T06:00:00+01:00, 2026-11-21T05:00:00Z",
        "timestamp, 2026-01-01T00:30:00.123456+01:00, 2025-12-31T23:30:00.123456Z",
        "timestamp, 2026-11-21T06:00:00.5-23:59, 2026-11-22T05:59:00.500Z",
        "timestamp, 1969-12-31T23:59:59.999999Z, 1969-12-31T23:59:59.999999Z",
        "timestamp, 0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "timestamp, 9999-12-31T23:59:59.999999Z, 9999-12-31T23:59:59.999999Z",
    })
    void shouldReadAndWriteBackTheSame(String type, String literal, String written) {
        Column column = column(type);

        assertThat(read(literal, column)).isNull();
        assertThat(CsvText.of(column, 0)).isEqualTo(written);

        Column again = column(type);
        assertThat(read(written, again)).isNull();
        assertThat(CsvText.of(again, 0)).isEqualTo(written);
    }

    @ParameterizedTest(name = "{0}: {1} is rejected as {2}")
    @CsvSource({
        "int, 1.0, TYPE",
        "int, 1e3, TYPE",
        "int, ' 1', TYPE",
        "int, '1 ', TYPE",
        "int, '1,000', TYPE",
        "int, 1_000, TYPE",
        "int, ٣, TYPE",
        "int, 0x10, TYPE",
        "int, -, TYPE",
        "int, +, TYPE",
        "int, --1, TYPE",
        "int, NaN, TYPE",
        "int, 2147483648, RANGE",
        "int, -2147483649, RANGE",
        "int, 99999999999999999999999999, RANGE",
        "long, 9223372036854775808, RANGE",
        "long, -9223372036854775809, RANGE",
        "long, 18446744073709551617, RANGE",
        "long, 99999999999999999999x, TYPE",
        "double, '0,5', TYPE",
        "double, 1.2.3, TYPE",
        "double, ., TYPE",
        "double, -., TYPE",
        "double, e5, TYPE",
        "double, 1e, TYPE",
        "double, 1e+, TYPE",
        "double, 1f, TYPE",
        "double, 1d, TYPE",
        "double, 0x1p3, TYPE",
        "double, ' 1.5', TYPE",
        "double, '1.5 ', TYPE",
        "double, #N/A, TYPE",
        "double, nan, TYPE",
        "double, inf, TYPE",
        "double, +Infinity, TYPE",
        "double, infinity, TYPE",
        "double, NaN, NOT_FINITE",
        "double, Infinity, NOT_FINITE",
        "double, -Infinity, NOT_FINITE",
        "double, 1e309, RANGE",
        "double, -1e309, RANGE",
        "boolean, True, TYPE",
        "boolean, 1, TYPE",
        "boolean, yes, TYPE",
        "boolean, 'true ', TYPE",
        "date, 2026-02-29, TYPE",
        "date, 1900-02-29, TYPE",
        "date, 2026-13-01, TYPE",
        "date, 2026-00-01, TYPE",
        "date, 2026-01-00, TYPE",
        "date, 2026-04-31, TYPE",
        "date, 0000-01-01, TYPE",
        "date, 10000-01-01, TYPE",
        "date, 2026-1-1, TYPE",
        "date, 2026/01/01, TYPE",
        "date, 20260101, TYPE",
        "date, 01.02.2026, TYPE",
        "date, 2026-01-01T00:00:00Z, TYPE",
        "timestamp, 2026-11-21, TYPE",
        "timestamp, 2026-11-21T06:00:00, TYPE",
        "timestamp, 2026-11-21 06:00:00Z, TYPE",
        "timestamp, 2026-11-21T06:00Z, TYPE",
        "timestamp, 2026-11-21T06:00:00z, TYPE",
        "timestamp, 2026-11-21T06:00:00+01, TYPE",
        "timestamp, 2026-11-21T06:00:00+0100, TYPE",
        "timestamp, 2026-11-21T06:00:00+24:00, TYPE",
        "timestamp, 2026-11-21T06:00:00+01:60, TYPE",
        "timestamp, 2026-11-21T24:00:00Z, TYPE",
        "timestamp, 2026-11-21T06:60:00Z, TYPE",
        "timestamp, 2026-11-21T06:00:60Z, TYPE",
        "timestamp, 2026-11-21T06:00:00.Z, TYPE",
        "timestamp, 2026-11-21T06:00:00.1234567Z, TYPE",
        "timestamp, 2026-02-30T06:00:00Z, TYPE",
        "timestamp, 2026-11-21T06:00:00Zx, TYPE",
        "timestamp, 0001-01-01T00:00:00+01:00, RANGE",
        "timestamp, 9999-12-31T23:59:59-01:00, RANGE",
    })
    void shouldRefuse(String type, String literal, RejectCode code) {
        assertThat(read(literal, column(type))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity", "-Infinity"})
    void shouldReadWhatIsNotFiniteWhereTheFieldAllowsIt(String literal) {
        Column column = new Column(new Field("f", FieldType.DOUBLE, false, true), 1);

        assertThat(read(literal, column)).isNull();
        assertThat(CsvText.of(column, 0)).isEqualTo(literal);
    }

    @Test
    void shouldReadEveryDecimalAsTheJdkDoes() {
        Random random = new Random(2);
        for (int i = 0; i < 200_000; i++) {
            StringBuilder literal = new StringBuilder(random.nextBoolean() ? "-" : "");
            for (int digits = 1 + random.nextInt(21), point = random.nextInt(24); digits > 0; digits--) {
                literal.append(digits == point ? "." : "").append(random.nextInt(10));
            }
            literal.append(random.nextInt(4) == 0 ? "e" + (random.nextInt(80) - 40) : "");
            Column column = column("double");
            assertThat(read(literal.toString(), column)).isNull();
            assertThat(column.real(0)).as(literal.toString()).isEqualTo(Double.parseDouble(literal.toString()));
        }
    }

    @Test
    void shouldWriteEveryDoubleSoThatItReadsBackTheSame() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                Column column = column("double");
                column.set(0, value);
                String text = CsvText.of(column, 0);
                assertThat(read(text, column)).isNull();
                assertThat(column.real(0)).as(text).isEqualTo(value).isEqualTo(Double.parseDouble(text));
            }
        }
    }

    /** Reads from the middle of a buffer, as the parser does. */
    private static RejectCode read(String literal, Column column) {
        String buffer = "9" + literal + "9";
        byte[] bytes = buffer.getBytes(StandardCharsets.UTF_8);
        return Literal.read(bytes, 1, bytes.length - 2, column, 0);
    }

    private static Column column(String type) {
        return new Column(Field.parse("f", type), 1);
    }
}
