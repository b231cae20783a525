package dev.slipway.releases;

import static dev.slipway.releases.Workspace.ENVIRONMENT;

import java.util.List;
import java.util.stream.Stream;

/** Environment files, each the complete example with one piece changed: what all models share. */
final class EnvironmentCorpus {
    private EnvironmentCorpus() {}

    static Stream<Case> cases() {
        return Stream.of(place(), network(), application(), rotation(), people(), models())
                .flatMap(List::stream);
    }

    private static List<Case> place() {
        return List.of(
                good("account: \"222222222222\"", "account: '012345678901'"),
                good("eu-central-1", "us-gov-west-1"),
                good("protect: true", "protect: false"),
                bad("account: \"222222222222\"\n", "", "account: missing, expected such as account: \"222222222222\""),
                bad("\"222222222222\"", "222222222222", "got 222222222222; put it in quotes"),
                bad("\"222222222222\"", "012345678901", "got 012345678901; put it in quotes"),
                bad("\"222222222222\"", "\"22222222222\"", "account: expected an AWS account of 12 digits in quotes"),
                bad("\"222222222222\"", "\"2222-2222-2222\"", "got \"2222-2222-2222\""),
                bad("\"222222222222\"", "[\"222222222222\"]", "expected text such as \"222222222222\", got a list"),
                bad("\"222222222222\"", "", "account: expected text such as \"222222222222\", got nothing"),
                bad("\"222222222222\"", "\"٢٢٢٢٢٢٢٢٢٢٢٢\"", "12 digits"),
                bad(
                        "eu-central-1",
                        "Frankfurt",
                        "region: expected an AWS region such as eu-central-1, got \"Frankfurt\""),
                bad("eu-central-1", "eu-central-1a", "got \"eu-central-1a\""),
                bad(
                        "eu-central-1",
                        "{name: eu-central-1}",
                        "region: expected text such as eu-central-1, got a mapping"),
                bad("protect: true", "protect: yes", "protect: expected true or false such as true, got \"yes\""),
                bad("protect: true", "protect: \"true\"", "protect: expected true or false such as true, got \"true\""),
                bad("protect: true", "protect: 1", "protect: expected true or false such as true, got 1"),
                bad("protect: true\n", "", "protect: missing, expected such as protect: true"),
                bad(
                        "protect:",
                        "protekt:",
                        "protekt: unknown key, expected account, region, protect, network, "
                                + "application, rotate, notify, models; did you mean protect?"),
                bad("protect:", "Protect:", "did you mean protect?"),
                bad("region:", "profile: x\nregion:", "profile: unknown key, expected account"),
                unseen(
                        "protect: true",
                        "protect: true\nprotect: false",
                        "protect: expected each key once, got it again; " + "it is in line 3"));
    }

    private static List<Case> network() {
        String vpc = "{vpc: vpc-0a1b2c3d, subnets: [subnet-0a1b2c3d4e5f60718, subnet-0a1b2c3d4e5f60719]}";
        return List.of(
                good("{egress: endpoints}", "{egress: nat}"),
                good("{egress: endpoints}", "{egress: nat, zones: 1}"),
                good("{egress: endpoints}", "{egress: endpoints, zones: 2}"),
                good("{egress: endpoints}", vpc),
                bad("{egress: endpoints}", "{egress: nat, zones: 3}", "network.zones: expected a whole number from 1"),
                bad("{egress: endpoints}", "{egress: nat, zones: one}", "network.zones: expected a whole number"),
                good("{egress: endpoints}", "{egress: nat, cidr: 172.16.32.0/19}"),
                bad(
                        "{egress: endpoints}",
                        "{egress: nat, cidr: 8.8.8.0/20}",
                        "network.cidr: expected private addresses"),
                bad("{egress: endpoints}", "{egress: nat, cidr: 10.0.0.0/24}", "size from /16 to /21 such as 10.64.0"),
                bad("{egress: endpoints}", "{egress: nat, cidr: 10.0.300.0/20}", "network.cidr: expected private"),
                bad(
                        "{egress: endpoints}",
                        vpc.replace("{", "{cidr: 10.0.0.0/20, "),
                        "network.cidr: expected cidr with"),
                bad("{egress: endpoints}", "{zones: 1}", "network.egress: missing, expected such as egress: endpoints"),
                bad(
                        "{egress: endpoints}",
                        vpc.replace("{", "{zones: 1, "),
                        "network.zones: expected zones with egress"),
                bad("{egress: endpoints}", "{}", "network.egress: missing, expected such as egress: endpoints"),
                bad("{egress: endpoints}", "endpoints", "network: expected a mapping such as {egress: endpoints}"),
                bad("{egress: endpoints}", "{egress: internet}", "expected one of endpoints, nat, got \"internet\""),
                bad(
                        "{egress: endpoints}",
                        "{egres: nat}",
                        "expected egress, zones, cidr, vpc, subnets; did you mean egress?"),
                bad(
                        "{egress: endpoints}",
                        vpc.replace("{", "{egress: nat, "),
                        "either egress, or vpc and subnets, got both"),
                bad("{egress: endpoints}", "{vpc: vpc-0a1b2c3d}", "network.subnets: missing"),
                bad("{egress: endpoints}", "{subnets: [subnet-0a1b2c3d, subnet-0a1b2c3e]}", "network.vpc: missing"),
                bad("{egress: endpoints}", vpc.replace("vpc-0", "vpc-X"), "network.vpc: expected a VPC's id such as"),
                bad("{egress: endpoints}", vpc.replace("0719", "0718"), "network.subnets[1]: expected each item once"),
                bad("{egress: endpoints}", vpc.replace("0719", "07"), "network.subnets[1]: expected a subnet's id"),
                bad("{egress: endpoints}", vpc.replace(", subnet-0a1b2c3d4e5f60719", ""), "expected at least two"));
    }

    private static List<Case> application() {
        String existing = "{host: db.example.com, secret: application-db, resource: cluster-ABCDEFGHIJ234567}";
        return List.of(
                good("{create: true}", existing),
                good("{create: true}", existing.replace("cluster-ABC", "db-ABC")),
                good(
                        "{create: true}",
                        existing.replace("application-db", "\"arn:aws:secretsmanager:eu-central-1:1:secret:a-1\"")),
                good("{create: true}", existing.replace("}", ", database: shop}")),
                good(
                        "{create: true}",
                        existing.replace(
                                "}",
                                ", secretKey: \"arn:aws:kms:eu-central-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab\"}")),
                bad(
                        "{create: true}",
                        existing.replace("}", ", secretKey: alias/secrets}"),
                        "application.secretKey: expected the ARN of a KMS key, not an alias"),
                bad(
                        "{create: true}",
                        existing.replace("}", ", database: Shop}"),
                        "application.database: expected a database's"),
                bad("{create: true}", "{create: true, database: shop}", "application.database: unknown key"),
                bad(
                        "{create: true}",
                        "{create: false}",
                        "application.create: expected true, or host, secret and resource"),
                bad("{create: true}", "{}", "application.create: missing"),
                bad("{create: true}", "{host: db.example.com}", "application.secret: missing"),
                bad(
                        "{create: true}",
                        "{host: a.b, secret: a}",
                        "application.resource: missing, expected such as resource"),
                bad("{create: true}", "{secret: a}", "application.host: missing"),
                bad(
                        "{create: true}",
                        existing.replace("{", "{create: true, "),
                        "either create: true, or host, secret and resource"),
                bad(
                        "{create: true}",
                        existing.replace("cluster-", "cluster/"),
                        "application.resource: expected RDS's resource id"),
                bad(
                        "{create: true}",
                        existing.replace("db.example.com", "\"db.example.com:5432\""),
                        "a host name without port"),
                bad("{create: true}", existing.replace("}", ", password: b}"), "application.password: unknown key"));
    }

    private static List<Case> rotation() {
        return List.of(
                good("notify:", "rotate: 7\nnotify:"),
                bad("notify:", "rotate: -1\nnotify:", "rotate: expected a whole number from 0"),
                bad("notify:", "rotate: soon\nnotify:", "rotate: expected a whole number"));
    }

    private static List<Case> people() {
        return List.of(
                good("[ml@example.com]", "[]"),
                good("[ml@example.com]", "[ml@example.com, on-call+ml@mail.example.co.uk]"),
                bad("[ml@example.com]", "ml@example.com", "notify: expected a list such as [ml@example.com], got"),
                bad("[ml@example.com]", "[ml@example]", "notify[0]: expected an e-mail address such as ml@example.com"),
                bad("[ml@example.com]", "[ml@example.com, ml@example.com]", "notify[1]: expected each item once, got"),
                bad("[ml@example.com]", "[\"ml <ml@example.com>\"]", "notify[0]: expected an e-mail address"),
                bad("[ml@example.com]", "[7]", "notify[0]: expected an e-mail address"),
                bad("notify: [ml@example.com]\n", "", "notify: missing, expected such as notify: [ml@example.com]"));
    }

    private static List<Case> models() {
        String models = ENVIRONMENT.substring(ENVIRONMENT.indexOf("models:"));
        return List.of(
                good(models, "models: {}\n"),
                bad(models, "models: []\n", "models: expected a mapping such as"),
                bad(models, "models:\n", "models: expected a mapping such as"),
                bad(models, "", "models: missing"),
                bad(
                        "  audience-forecast:",
                        "  Audience-Forecast:",
                        "models.Audience-Forecast: expected lower-case words"),
                bad("  audience-forecast:", "  a2345678901234567890123456789012x:", "at most 32 characters"),
                bad("  audience-forecast:", "  churn: 1.0.0\n  audience-forecast:", "models.churn: expected a mapping"),
                unseen(
                        "  audience-forecast:",
                        "  audience-forcast:",
                        "models.audience-forcast: unknown model, there is no "
                                + "audience-forcast/model.yaml in the models' folder; did you mean audience-forecast?"));
    }

    private static Case good(String piece, String other) {
        return Case.good(ENVIRONMENT, piece, other);
    }

    private static Case bad(String piece, String other, String problem) {
        return Case.bad(ENVIRONMENT, piece, other, problem);
    }

    private static Case unseen(String piece, String other, String problem) {
        return Case.unseen(ENVIRONMENT, piece, other, problem);
    }
}
