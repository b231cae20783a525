package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds no data goes with its stack or its model, protected or not. Much of it has names that people type: a log
 * group that stayed would refuse the model when it comes back.
 */
class DisposalTest {
    @ParameterizedTest
    @ValueSource(strings = {"Dev", "Staging", "Prod"})
    void shouldLeaveNothingOfTheWorkloadBehind(String environment) {
        Template workload = Assembly.repository().template(environment + "-Workload");

        assertThat(workload.all("AWS::Logs::LogGroup").values()).isNotEmpty().allSatisfy(group -> assertThat(group)
                .containsEntry("DeletionPolicy", "Delete")
                .containsEntry("UpdateReplacePolicy", "Delete"));
        assertThat(workload.resources())
                .allSatisfy((id, resource) -> assertThat(String.valueOf(((Map<?, ?>) resource).get("DeletionPolicy")))
                        .doesNotStartWith("Retain"));
    }
}
