package dev.slipway.releases;

import java.util.List;
import java.util.Optional;

/** Reads what an environment's models share: its network, the application's database, who is told. */
final class SurroundingsReader {
    private static final String CIDR = "10.64.0.0/20";

    private SurroundingsReader() {}

    static Network network(Value value) {
        Section network = value.section();
        if (!network.has("vpc") && !network.has("subnets")) {
            Network.Egress egress = network.need("egress", "endpoints", SurroundingsReader::egress);
            Long zones = network.take("zones", "2", 2L, number -> number.whole(1, 2));
            String cidr = network.take("cidr", CIDR, CIDR, text -> text.parse(SurroundingsReader::cidr));
            network.take("vpc", "", null, Value::text);
            network.take("subnets", "", null, Value::text);
            return network.build(() -> new Network.Own(egress, Math.toIntExact(zones), cidr));
        }
        if (network.has("egress")) {
            network.take("egress", "endpoints", null, SurroundingsReader::egress);
            network.report("egress", "expected either egress, or vpc and subnets, got both");
        }
        if (network.has("zones")) {
            network.take("zones", "2", null, number -> number.whole(1, 2));
            network.report("zones", "expected zones with egress only; existing subnets have their own");
        }
        if (network.has("cidr")) {
            network.take("cidr", CIDR, null, text -> text.parse(SurroundingsReader::cidr));
            network.report("cidr", "expected cidr with egress only; existing subnets have their own");
        }
        String vpc = network.need("vpc", "vpc-0a1b2c3d4e5f60718", text -> text.parse(SurroundingsReader::vpc));
        List<String> subnets = network.need(
                "subnets",
                "[subnet-0a1b2c3d4e5f60718, subnet-0a1b2c3d4e5f60719]",
                list -> list.list("subnet-0a1b2c3d4e5f60718", subnet -> subnet.parse(SurroundingsReader::subnet)));
        if (subnets != null && subnets.size() < 2) {
            network.report(
                    "subnets",
                    "expected at least two, in different zones (a database needs them), got " + subnets.size());
        }
        return network.build(() -> new Network.Existing(vpc, subnets));
    }

    private static Network.Egress egress(Value value) {
        return value.parse(text -> Word.parse(Network.Egress.class, text));
    }

    private static String cidr(String text) {
        String number = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
        String free = "(10\\." + number + "|172\\.(1[6-9]|2\\d|3[01])|192\\.168)";
        matching(
                text,
                free + "(\\." + number + "){2}/(1[6-9]|2[01])",
                "private addresses of a size from /16 to /21 such as " + CIDR);
        return text;
    }

    private static String vpc(String text) {
        return matching(text, "vpc-([0-9a-f]{8}|[0-9a-f]{17})", "a VPC's id such as vpc-0a1b2c3d4e5f60718");
    }

    private static String subnet(String text) {
        return matching(text, "subnet-([0-9a-f]{8}|[0-9a-f]{17})", "a subnet's id such as subnet-0a1b2c3d4e5f60718");
    }

    static ApplicationDatabase application(Value value) {
        Section application = value.section();
        if (!application.has("host") && !application.has("secret") && !application.has("resource")) {
            Boolean create = application.need("create", "true", Value::flag);
            if (Boolean.FALSE.equals(create)) {
                application.report("create", "expected true, or host, secret and resource instead of it, got false");
            }
            application.take("host", "", null, Value::text);
            application.take("secret", "", null, Value::text);
            application.take("resource", "", null, Value::text);
            return application.build(ApplicationDatabase.Create::new);
        }
        if (application.has("create")) {
            application.take("create", "true", null, Value::flag);
            application.report("create", "expected either create: true, or host, secret and resource, got both");
        }
        String host = application.need("host", "db.example.com", text -> text.parse(SurroundingsReader::host));
        String secret = application.need("secret", "application-db", text -> text.parse(SurroundingsReader::secret));
        Optional<String> secretKey = application.take(
                "secretKey", "arn:aws:kms:…", Optional.empty(), text -> Optional.of(text.parse(InputAddress::key)));
        String resource = application.need(
                "resource", "cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ", text -> text.parse(SurroundingsReader::resource));
        String database =
                application.take("database", "shop", "postgres", text -> text.parse(SurroundingsReader::database));
        return application.build(() -> new ApplicationDatabase.Existing(host, secret, secretKey, resource, database));
    }

    private static String host(String text) {
        String label = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
        return matching(text, label + "(\\." + label + ")+", "a host name without port such as db.example.com");
    }

    private static String secret(String text) {
        return matching(text, "[A-Za-z0-9/_+=.@:-]{1,512}", "a secret's name or ARN such as application-db");
    }

    private static String resource(String text) {
        return matching(
                text,
                "(cluster|db|prx)-[A-Za-z0-9]{8,64}",
                "RDS's resource id of the cluster, instance or proxy, such as cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                        + " ('aws rds describe-db-clusters' shows it as DbClusterResourceId)");
    }

    private static String database(String text) {
        return matching(
                text, "[a-z_][a-z0-9_]{0,62}", "a database's name in lower-case letters, digits or _ such as shop");
    }

    static List<String> notify(Value value) {
        return value.list("ml@example.com", address -> address.parse(SurroundingsReader::address));
    }

    private static String address(String text) {
        return matching(
                text,
                "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})+",
                "an e-mail address such as ml@example.com");
    }

    private static String matching(String text, String pattern, String expected) {
        if (!text.matches(pattern)) {
            throw new IllegalArgumentException("expected " + expected + ", got \"" + text + '"');
        }
        return text;
    }
}
