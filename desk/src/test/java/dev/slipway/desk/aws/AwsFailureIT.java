package dev.slipway.desk.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.desk.Desk;
import dev.slipway.desk.fake.FakeCloud;
import dev.slipway.desk.fake.Fault;
import dev.slipway.inference.InferenceException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.regions.Region;

/** What goes wrong between here and AWS is told in one line: what was asked of whom, the answer, and what to do. */
class AwsFailureIT {
    private static final String ASKED = "staging's CodeBuild (eu-central-1), asked for its projects, ";
    private static final String CALLER = "'aws sts get-caller-identity' tells whose they are";

    private FakeCloud cloud;
    private Desk desk;

    @BeforeEach
    void open() {
        cloud = new FakeCloud();
        desk = Staging.desk("churn");
        Staging.deploy(cloud, Staging.CHURN, "1.0.0");
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(
                        Fault.expired(),
                        78,
                        "answers ExpiredTokenException: The security token included in the request is expired; the"
                                + " credentials have expired, 'aws sso login' gets new ones"),
                Arguments.of(
                        Fault.unknownCredentials(),
                        78,
                        "answers UnrecognizedClientException: The security token included in the request is invalid; it"
                                + " does not know these credentials, " + CALLER),
                Arguments.of(
                        Fault.denied("codebuild:BatchGetProjects"),
                        78,
                        "answers AccessDeniedException: User: arn:aws:iam::1:user/ann is not authorized to"
                                + " codebuild:BatchGetProjects; these credentials may not do that, " + CALLER),
                Arguments.of(
                        Fault.throttled(),
                        75,
                        "answers ThrottlingException: Rate exceeded; too many ask at once, try again in a minute"),
                Arguments.of(
                        Fault.trouble(),
                        75,
                        "answers InternalFailure: something broke; it has trouble of its own, try again in a minute"),
                Arguments.of(
                        Fault.refused(400, "InvalidInputException", "Invalid\n project."),
                        78,
                        "answers InvalidInputException: Invalid project"),
                Arguments.of(
                        Fault.cut(),
                        75,
                        "does not answer: the connection broke off in its answer; try again, or look at the network and"
                                + " AWS_ENDPOINT_URL"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void shouldTellInOneLineWhatWentWrongAndWhatToDo(Fault fault, int code, String sentence) {
        cloud.faults().next("BatchGetProjects", 9, fault);

        assertThatThrownBy(() -> desk.jobs().deployed(List.of(Staging.CHURN)))
                .isInstanceOf(InferenceException.class)
                .hasMessage(ASKED + sentence)
                .extracting("exitCode.code")
                .isEqualTo(code);
    }

    @Test
    void shouldTryAgainWhatMayPass() {
        cloud.faults().next("BatchGetProjects", Fault.throttled()).next("BatchGetProjects", Fault.cut());

        assertThat(desk.jobs().deployed(List.of(Staging.CHURN))).containsKey(Staging.CHURN);
        assertThat(cloud.calls()).hasSize(3);
    }

    @Test
    void shouldWaitForASlowAnswerAndGiveUpOnSilence() {
        Clients impatient =
                new Clients(Region.EU_CENTRAL_1, Optional.empty(), Duration.ofSeconds(1), Duration.ofMillis(300));
        Desk hurried = new CloudDesk(Staging.environment("churn"), Staging.project(), impatient);
        cloud.faults().next("BatchGetProjects", Fault.slow(Duration.ofMillis(50)));
        assertThat(hurried.jobs().deployed(List.of(Staging.CHURN))).containsKey(Staging.CHURN);

        cloud.faults().next("BatchGetProjects", 9, Fault.slow(Duration.ofSeconds(2)));
        assertThatThrownBy(() -> hurried.jobs().deployed(List.of(Staging.CHURN)))
                .hasMessageStartingWith(ASKED + "does not answer: Read timed out; try again")
                .extracting("exitCode.code")
                .isEqualTo(75);
        assertThat(cloud.calls()).as("one that was slow, and three tries").hasSize(4);
    }

    @Test
    void shouldNotTryAgainWhatCannotPass() {
        cloud.faults().next("BatchGetProjects", 9, Fault.expired());

        assertThatThrownBy(() -> desk.jobs().deployed(List.of(Staging.CHURN))).hasMessageContaining("aws sso login");
        assertThat(cloud.calls()).hasSize(1);
    }

    @Test
    void shouldSayThatThereAreNoCredentials() {
        System.clearProperty("aws.accessKeyId");
        // Without these two the chain would look for a machine's own credentials in the network.
        Map<String, String> nowhere = Map.of(
                "aws.disableEc2Metadata",
                "true",
                "aws.sharedCredentialsFile",
                "/nowhere",
                "aws.configFile",
                "/nowhere");
        nowhere.forEach(System::setProperty);
        try {
            assertThatThrownBy(() -> desk.jobs().deployed(List.of(Staging.CHURN)))
                    .hasMessage(ASKED + "was not reached, for there are no AWS credentials, neither in the environment"
                            + " nor in a profile; set AWS_PROFILE, or let 'aws configure sso' and 'aws sso login' make"
                            + " some")
                    .extracting("exitCode.code")
                    .isEqualTo(78);
        } finally {
            nowhere.keySet().forEach(System::clearProperty);
        }
    }

    @Test
    void shouldSayThatNobodyListens() {
        System.setProperty("aws.endpointUrl", "http://localhost:1");

        assertThatThrownBy(() -> desk.jobs().deployed(List.of(Staging.CHURN)))
                .hasMessageStartingWith(ASKED + "does not answer: Connection refused")
                .extracting("exitCode.code")
                .isEqualTo(75);
        System.setProperty("aws.endpointUrl", "http://nowhere.invalid");
        assertThatThrownBy(() -> Staging.desk("churn").jobs().deployed(List.of(Staging.CHURN)))
                .hasMessageStartingWith(ASKED + "does not answer: there is no host nowhere.invalid; try again");
    }
}
