package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.constructs.IConstruct;

/** cdk-nag's AwsSolutions finds nothing but the exceptions, each of which is on one resource and has a reason. */
class NagTest {
    @Test
    void shouldFindNothingButTheExceptions() throws IOException {
        App app = checked(exception -> true);

        assertThatCode(app::synth).doesNotThrowAnyException();
    }

    @Test
    void shouldFindWhatIsNoException() throws IOException {
        App app = checked(exception -> !exception.rule().equals("AwsSolutions-SQS3"));

        assertThatThrownBy(app::synth).hasMessageContaining("Validation failed");
    }

    @Test
    void shouldExcuseOneResourceAtATimeAndSayWhy() {
        Checkout.copy().product().environments().forEach(environment -> assertThat(NagException.of(environment))
                .doesNotHaveDuplicates()
                .allSatisfy(exception -> {
                    assertThat(exception.path()).endsWith("/Resource");
                    assertThat(exception.reason()).hasSizeGreaterThan(30).endsWith(".");
                }));
    }

    private static App checked(Predicate<NagException> excused) throws IOException {
        Product product = Checkout.copy().product();
        App app = Synthesis.of(
                product,
                AppProps.builder()
                        .outdir(TemporaryFolder.make("cdk.out").toString())
                        .context(Assembly.context()));
        product.environments().forEach(environment -> {
            IConstruct stage = app.getNode().findChild(new Site(environment, product.project(), product.home()).id());
            Aspects.of(stage).add(AwsSolutionsChecks.Builder.create().build());
            NagException.of(environment).stream().filter(excused).forEach(each -> excuse(stage, each));
        });
        return app;
    }

    private static void excuse(IConstruct stage, NagException exception) {
        NagPackSuppression.Builder suppression =
                NagPackSuppression.builder().id(exception.rule()).reason(exception.reason());
        if (!exception.finding().isEmpty()) {
            suppression.appliesTo(List.of(exception.finding()));
        }
        String stack = exception.path().substring(0, exception.path().indexOf('/'));
        NagSuppressions.addResourceSuppressionsByPath(
                (Stack) stage.getNode().findChild(stack),
                "/" + stage.getNode().getPath() + "/" + exception.path(),
                List.of(suppression.build()));
    }
}
