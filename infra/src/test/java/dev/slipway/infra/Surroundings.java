package dev.slipway.infra;

/** What an environment may stand on beside what the repository's own files say: dev unprotected, prod protected. */
final class Surroundings {
    /** A key of the bucket that a model's input lies in. */
    static final String INPUT_KEY = "arn:aws:kms:eu-central-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    /** A key of the secret of a database that was there before. */
    static final String SECRET_KEY = "arn:aws:kms:eu-central-1:444444444444:key/1234abcd-12ab-34cd-56ef-1234567890ac";

    private static final String DATABASE =
            "application: {host: db.example.com, resource: cluster-ABCDEFGHIJ234567, database: shop, secret: ";

    private static final String SECRET = "\"arn:aws:secretsmanager:eu-central-1:444444444444:secret:shop-AbCdEf\"";

    private static Assembly existing;

    private Surroundings() {}

    /** Dev in a network and prod behind a NAT gateway, both with an application's database that was there before. */
    static synchronized Assembly existing() {
        if (existing == null) {
            existing = Assembly.of(Checkout.copy()
                    .edit("environments/dev.yaml", "application: {create: true}", DATABASE + "shop-admin}")
                    .edit(
                            "environments/dev.yaml",
                            "input: s3://feeds-dev/films/{asOf}/\n",
                            "input: s3://feeds-dev/films/{asOf}/\n    inputKey: " + INPUT_KEY
                                    + "\n    variables: {JAVA_TOOL_OPTIONS: -Xmx6g, HTTPS_PROXY: nowhere}\n")
                    .edit(
                            "environments/dev.yaml",
                            "network: {egress: endpoints, zones: 1}",
                            "network: {vpc: vpc-0a1b2c3d, subnets: [subnet-0a1b2c3d, subnet-0a1b2c3e]}")
                    .edit(
                            "environments/prod.yaml",
                            "application: {create: true}",
                            DATABASE + SECRET + ", secretKey: \"" + SECRET_KEY + "\"}\nrotate: 7")
                    .edit("environments/prod.yaml", "{egress: endpoints, zones: 2}", "{egress: nat, zones: 1}"));
        }
        return existing;
    }
}
