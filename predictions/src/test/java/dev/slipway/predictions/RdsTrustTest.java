package dev.slipway.predictions;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

class RdsTrustTest {
    private static final Pattern NAME = Pattern.compile("CN=Amazon RDS ([a-z]+-[a-z]+-\\d) Root CA (\\w+) G1");

    @Test
    void shouldHoldThreeRootsOfEachRegionThatAreGoodForYears() throws Exception {
        Map<String, List<String>> kinds = new TreeMap<>();
        for (X509Certificate root :
                RdsTrust.roots().stream().map(X509Certificate.class::cast).toList()) {
            Matcher name = NAME.matcher(root.getSubjectX500Principal().getName());
            assertThat(name.find()).as(root.getSubjectX500Principal().getName()).isTrue();
            kinds.merge(name.group(1), List.of(name.group(2)), (some, more) -> java.util.stream.Stream.concat(
                            some.stream(), more.stream())
                    .sorted()
                    .toList());
            root.checkValidity();
            assertThat(root.getNotAfter().toInstant()).isAfter(Instant.parse("2060-01-01T00:00:00Z"));
            assertThat(root.getBasicConstraints()).as("a certificate authority").isNotNegative();
            root.verify(root.getPublicKey());
        }
        assertThat(kinds).containsKeys("eu-central-1", "eu-west-1", "us-east-1", "us-west-2", "ap-southeast-2");
        assertThat(kinds.values().stream().distinct().collect(Collectors.toList()))
                .isEqualTo(List.of(List.of("ECC384", "RSA2048", "RSA4096")));
    }

    @Test
    void shouldBeWhatTheDriverMakesSocketsWith() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("sslfactory", RdsTrust.class.getName());
        SSLSocketFactory made = org.postgresql.core.SocketFactoryFactory.getSslSocketFactory(properties);
        assertThat(made).isInstanceOf(RdsTrust.class);
        assertThat(Arrays.asList(made.getDefaultCipherSuites())).isNotEmpty();
    }
}
