package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntrinsicsTest {
    private static final Template STORAGE = new Template(
            Map.of(
                    "Resources",
                    Map.of(
                            "Files",
                            Map.of("Type", "AWS::S3::Bucket"),
                            "Log",
                            Map.of("Type", "AWS::Logs::LogGroup", "Properties", Map.of("LogGroupName", "/runs"))),
                    "Outputs",
                    Map.of("Out", Map.of("Value", Map.of("Ref", "Files"), "Export", Map.of("Name", "Storage:Files")))),
            "");

    private final Intrinsics intrinsics =
            new Intrinsics(Map.of("Storage", STORAGE), "eu-central-1:123456789012", Map.of("Files", "my-files"));

    @Test
    void shouldFollowAnExportToTheResource() {
        assertThat(intrinsics.text(
                        "Storage",
                        Map.of("Fn::Join", List.of("/", List.of("s3:/", Map.of("Fn::ImportValue", "Storage:Files"))))))
                .isEqualTo("s3://my-files");
        assertThat(intrinsics.text("Storage", Map.of("Ref", "Log"))).isEqualTo("/runs");
        assertThat(intrinsics.text("Storage", Map.of("Fn::GetAtt", List.of("Log", "Arn"))))
                .isEqualTo("arn:aws:logs:eu-central-1:123456789012:log-group:/runs:*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ref", "Fn::Sub", "Fn::ImportValue"})
    void shouldRefuseWhatItDoesNotKnow(String function) {
        assertThatThrownBy(() -> intrinsics.text("Storage", Map.of(function, "Other")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Other");
        assertThatThrownBy(() -> intrinsics.text("Storage", Map.of("Fn::GetAtt", List.of("Files", "Arn"))))
                .hasMessageContaining("Files.Arn");
    }
}
