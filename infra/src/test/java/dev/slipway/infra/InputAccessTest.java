package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputAccessTest {
    @ParameterizedTest
    @CsvSource({
        "s3://feeds/programmes/{asOf}/, arn:aws:s3:::feeds/programmes/*",
        "s3://feeds/programmes/day={asOf}.csv, arn:aws:s3:::feeds/programmes/day=*",
        "s3://feeds/{asOf}/programmes/, arn:aws:s3:::feeds/*",
        "s3://feeds/a/{asOf}/b/{asOf}.csv, arn:aws:s3:::feeds/a/*",
        "s3://feeds/programmes/, arn:aws:s3:::feeds/programmes/*",
        "s3://feeds/programmes/all.csv, arn:aws:s3:::feeds/programmes/all.csv"
    })
    void shouldReachWhatTheAddressMayBecomeAndNoMore(String input, String arn) {
        assertThat(InputAccess.of(input))
                .get()
                .extracting(InputAccess::objectsArn)
                .isEqualTo(arn);
    }

    @ParameterizedTest
    @CsvSource({
        "s3://feeds/a*b/x.csv, arn:aws:s3:::feeds/a${*}b/x.csv",
        "s3://feeds/what?/, arn:aws:s3:::feeds/what${?}/*",
        "s3://feeds/${aws:username}/, arn:aws:s3:::feeds/${$}{aws:username}/*"
    })
    void shouldTakeNoCharacterOfAKeyForAPatternOrAVariable(String input, String arn) {
        assertThat(InputAccess.of(input))
                .get()
                .extracting(InputAccess::objectsArn)
                .isEqualTo(arn);
    }

    @Test
    void shouldReachNothingForInputFromTheDatabase() {
        assertThat(InputAccess.of("sql:SELECT * FROM predictions.audience")).isEmpty();
    }
}
