package dev.slipway.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of cost in docs/cost.md: what they count is what the templates have, and the sums are right. */
class CostPageTest {
    private static final BigDecimal MOST_OF_AN_IDLE_DEV = new BigDecimal(15);

    /** A line with a count, a price and their product; the last one has the sum alone. */
    private record Line(String what, String count, String price, String amount) {
        BigDecimal product() {
            return new BigDecimal(count).multiply(new BigDecimal(price)).setScale(2, RoundingMode.HALF_UP);
        }
    }

    private static List<Line> table(String heading) throws IOException {
        String page = Files.readString(Checkout.HOME.resolve("docs/cost.md"));
        String section =
                page.substring(page.indexOf("\n## " + heading)).substring(4).split("\n##", 2)[0];
        List<Line> lines = new ArrayList<>();
        section.lines().map(line -> line.split("\\s*\\|\\s*", -1)).forEach(cells -> {
            if (cells.length == 6
                    && cells[2].matches("[\\d.]*")
                    && cells[3].matches("[\\d.]*")
                    && cells[4].matches("[\\d.*]+")) {
                lines.add(new Line(cells[1], cells[2], cells[3], cells[4].replace("*", "")));
            }
        });
        return lines;
    }

    @Test
    void shouldAddUp() throws IOException {
        for (String heading : List.of("Idle", "Busy")) {
            List<Line> lines = table(heading);
            Line sum = lines.remove(lines.size() - 1);

            assertThat(lines).hasSizeGreaterThan(5).allSatisfy(line -> assertThat(line.amount())
                    .as(line.what())
                    .isEqualTo(line.product().toPlainString()));
            assertThat(lines.stream().map(Line::product).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualTo(new BigDecimal(sum.amount()));
        }
    }

    /** Such as {@code 730 h × 2 × (0.052 + 0.005)}, with words in between. */
    @Test
    void shouldAddUpWhatEachWayOutOfTheNetworkCosts() throws IOException {
        Matcher line = Pattern.compile(
                        "\\| `\\{egress: \\w+, zones: \\d}`.* \\| (730 h .+) \\| ([\\d.]+) \\| [\\d.]+ \\|")
                .matcher(Files.readString(Checkout.HOME.resolve("docs/cost.md")));
        int lines = 0;
        for (; line.find(); lines++) {
            BigDecimal amount = Stream.of(line.group(1).split("×"))
                    .map(factor -> Stream.of(factor.replaceAll("[^\\d.+]", "").split("\\+"))
                            .map(BigDecimal::new)
                            .reduce(BigDecimal.ZERO, BigDecimal::add))
                    .reduce(BigDecimal.ONE, BigDecimal::multiply);
            assertThat(amount).as(line.group()).isEqualByComparingTo(line.group(2));
        }
        assertThat(lines).as("NAT and endpoints, in one zone and in two").isEqualTo(4);
    }

    @Test
    void shouldStayBelowFifteenDollarsWhileDevRests() throws IOException {
        List<Line> idle = table("Idle");

        assertThat(new BigDecimal(idle.get(idle.size() - 1).amount())).isLessThanOrEqualTo(MOST_OF_AN_IDLE_DEV);
        assertThat(Assembly.repository()
                        .template("Dev-Storage")
                        .all("AWS::RDS::DBCluster")
                        .values())
                .hasSize(2)
                .allSatisfy(cluster -> assertThat(
                                Template.mapping(Template.properties(cluster).get("ServerlessV2ScalingConfiguration")))
                        .containsEntry("MinCapacity", 0));
    }

    @Test
    void shouldCountWhatTheTemplatesHave() throws IOException {
        compare("Idle", "Dev");
        compare("Busy", "Prod");
    }

    private static void compare(String heading, String environment) throws IOException {
        List<Line> lines = table(heading);
        Map<String, Integer> counts = Map.of(
                "CloudWatch alarms", count(environment, "AWS::CloudWatch::Alarm"),
                "KMS key,", count(environment, "AWS::KMS::Key"),
                "secrets,",
                        count(environment, "AWS::RDS::DBCluster") + count(environment, "AWS::SecretsManager::Secret"));
        counts.forEach((what, count) -> assertThat(lines)
                .filteredOn(line -> line.what().startsWith(what))
                .as(what + " in " + environment)
                .extracting(Line::count)
                .containsExactly(count.toString()));
        assertThat(lines)
                .filteredOn(line -> line.what().startsWith("metrics `Overdue`"))
                .extracting(Line::count)
                .containsExactlyElementsOf(
                        count(environment, "AWS::Scheduler::Schedule") == 0
                                ? List.of()
                                : List.of(Integer.toString(count(environment, "AWS::Scheduler::Schedule"))));
        assertThat(count(environment, "AWS::EC2::NatGateway")).isZero();
        int endpoints = interfaces(environment);
        assertThat(endpoints).isEqualTo(environment.equals("Dev") ? 5 : 10);
        if (environment.equals("Prod")) {
            assertThat(lines)
                    .filteredOn(line -> line.what().startsWith("interface endpoints"))
                    .extracting(Line::count)
                    .containsExactly(Integer.toString(endpoints * 730));
        }
    }

    /** Each endpoint costs in each of its subnets. */
    private static int interfaces(String environment) {
        return Assembly.repository().template(environment + "-Storage").all("AWS::EC2::VPCEndpoint").values().stream()
                .map(Template::properties)
                .filter(properties -> "Interface".equals(properties.get("VpcEndpointType")))
                .mapToInt(
                        properties -> Template.list(properties.get("SubnetIds")).size())
                .sum();
    }

    private static int count(String environment, String type) {
        return Stream.of("-Storage", "-Workload")
                .mapToInt(stack -> Assembly.repository()
                        .template(environment + stack)
                        .all(type)
                        .size())
                .sum();
    }
}
