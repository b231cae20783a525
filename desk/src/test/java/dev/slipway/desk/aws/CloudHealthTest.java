package dev.slipway.desk.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who did it, as the ledger keeps it. */
class CloudHealthTest {
    @ParameterizedTest
    @CsvSource({
        "arn:aws:sts::222222222222:assumed-role/Admin/ann@example.com, ann@example.com (Admin)",
        "arn:aws:sts::222222222222:assumed-role/AWSReservedSSO_Data_1f2e/ann, ann (AWSReservedSSO_Data_1f2e)",
        "arn:aws:iam::222222222222:user/ann, ann",
        "arn:aws:iam::222222222222:user/data/science/ann, ann",
        "arn:aws:iam::222222222222:root, root"
    })
    void shouldNameWhoeverCalls(String arn, String name) {
        assertThat(CloudHealth.name(arn)).isEqualTo(name);
    }
}
