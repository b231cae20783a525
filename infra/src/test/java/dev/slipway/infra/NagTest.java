package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

    @ParameterizedTest
    @ValueSource(strings = {"Workload/DeadLetters/Queue/Resource", "Registry/GitHub/Release/DefaultPolicy/Resource"})
    void shouldFindWhatIsNoException(String path) throws IOException {
        App app = checked(exception -> !exception.path().equals(path));

        assertThatThrownBy(app::synth).hasMessageContaining("Validation failed");
    }

    @Test
    void shouldExcuseOneResourceAtATimeAndSayWhy() {
        List<NagException> all = new ArrayList<>(NagException.ofRegistry());
        Checkout.copy().product().environments().forEach(environment -> {
            assertThat(NagException.of(environment)).doesNotHaveDuplicates();
            all.addAll(NagException.of(environment));
        });

        assertThat(all).allSatisfy(exception -> {
            assertThat(exception.path()).endsWith("/Resource");
            assertThat(exception.reason()).hasSizeGreaterThan(30).endsWith(".");
        });
    }

    private static App checked(Predicate<NagException> excused) throws IOException {
        Product product = Checkout.copy().product();
        App app = Synthesis.of(
                product,
                AppProps.builder()
                        .outdir(TemporaryFolder.make("cdk.out").toString())
                        .context(Assembly.context()));
        check(app, app.getNode().findChild("Registry"), NagException.ofRegistry(), excused);
        product.environments().forEach(environment -> {
            IConstruct stage = app.getNode().findChild(new Site(environment, product.project(), product.home()).id());
            check(stage, stage, NagException.of(environment), excused);
        });
        return app;
    }

    /** One by one: what the app is given does not reach into stages. */
    private static void check(
            IConstruct parent, IConstruct checked, List<NagException> exceptions, Predicate<NagException> excused) {
        Aspects.of(checked).add(AwsSolutionsChecks.Builder.create().build());
        exceptions.stream().filter(excused).forEach(each -> excuse(parent, each));
    }

    private static void excuse(IConstruct parent, NagException exception) {
        NagPackSuppression.Builder suppression =
                NagPackSuppression.builder().id(exception.rule()).reason(exception.reason());
        if (!exception.finding().isEmpty()) {
            suppression.appliesTo(List.of(exception.finding()));
        }
        String stack = exception.path().substring(0, exception.path().indexOf('/'));
        NagSuppressions.addResourceSuppressionsByPath(
                (Stack) parent.getNode().findChild(stack),
                (parent.getNode().getPath().isEmpty()
                                ? ""
                                : "/" + parent.getNode().getPath()) + "/" + exception.path(),
                List.of(suppression.build()));
    }
}
