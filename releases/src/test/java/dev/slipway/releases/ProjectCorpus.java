package dev.slipway.releases;

import static dev.slipway.releases.Workspace.PROJECT;

import java.util.stream.Stream;

/** Project files, each the complete example with one piece changed. */
final class ProjectCorpus {
    private static final String TAGS = "{product: slipway, cost-centre: \"0042\"}";

    private static final String BASE =
            "gcr.io/distroless/java17@sha256:06484c2a9dcc9070aeafbc0fe752cb9f73bc0cea5c311f6a516e9010061998ad";

    private ProjectCorpus() {}

    static Stream<Case> cases() {
        return Stream.of(
                good("eu-central-1", "ap-southeast-2"),
                good(TAGS, "{}"),
                good(TAGS, "{\"Kosten Stelle\": \"\"}"),
                bad("\"111111111111\"", "111111111111", "registry.account: expected text such as"),
                bad("eu-central-1", "eu", "registry.region: expected an AWS region such as eu-central-1, got \"eu\""),
                bad(", region: eu-central-1", "", "registry.region: missing, expected such as region: eu-central-1"),
                bad("registry: {account", "registri: {account", "did you mean registry?"),
                bad("tags: " + TAGS, "", "tags: missing, expected such as tags: {product: slipway}"),
                bad("\"0042\"", "0042", "tags.cost-centre: expected text such as slipway, got 0042; put it in quotes"),
                bad("product:", "\"aws:product\":", "expected a tag's name of 1 to 128 letters"),
                bad("product:", "AWS:product:", "expected a tag's name of 1 to 128 letters"),
                bad("product: slipway", "product: a;b", "expected a tag of at most 256 letters"),
                bad("product: slipway", "product: [a]", "tags.product: expected text"),
                good("tags: " + TAGS, "tags: {}\ngithub: {repository: acme/data.science-models_2}"),
                bad("tags: " + TAGS, "tags: {}\ngithub: acme/models", "github: expected a mapping such as"),
                bad("tags: " + TAGS, "tags: {}\ngithub: {}", "github.repository: missing, expected such as"),
                bad("tags: " + TAGS, "tags: {}\ngithub: {repository: models}", "owner/name such as acme/models, got"),
                bad("tags: " + TAGS, "tags: {}\ngithub: {repository: a/b/c}", "owner/name such as acme/models, got"),
                bad("tags: " + TAGS, "tags: {}\ngithub: {repository: \"a/*\"}", "owner/name such as acme/models, got"),
                bad("tags: " + TAGS, "tags: {}\ngithub: {repository: -a/b}", "owner/name such as acme/models, got"),
                good("tags: " + TAGS, "tags: {}\ngithub: {repository: a/b, provider: existing}"),
                bad(
                        "tags: " + TAGS,
                        "tags: {}\ngithub: {repository: a/b, provider: mine}",
                        "github.provider: expected"),
                good("tags: " + TAGS, "tags: {}\nboundary: slipway-boundary"),
                bad("tags: " + TAGS, "tags: {}\nboundary: arn:aws:iam::1:policy/x", "not its ARN, such as"),
                bad("tags: " + TAGS, "tags: {}\nboundary: [a]", "boundary: expected text"),
                good("bases: {java: " + BASE + "}", ""),
                good("{java: " + BASE + "}", "{}"),
                good("{java: ", "{python: "),
                good("gcr.io/distroless/java17@", "localhost:5000/own/java:17.0_15@"),
                bad(BASE, "gcr.io/distroless/java17", "bases.java: expected an image by its digest such as gcr.io/"),
                bad(BASE, "debian:12", "a tag may be another image tomorrow"),
                bad("@sha256:06", "@sha256:", "a digest is sha256: and 64 hexadecimal digits"),
                bad("@sha256:06", "@sha256:AB", "a digest is sha256: and 64 hexadecimal digits"),
                bad("gcr.io", "GCR.io", "bases.java: expected an image by its digest"),
                bad(BASE, "[]", "bases.java: expected text"),
                bad("{java:", "{jvm:", "bases.jvm: unknown key, expected java, python"),
                good("rates: {small: 0.005, medium: 0.01, large: 0.02, xlarge: 0.1002}\n", ""),
                good("0.02", "1"),
                bad("small: 0.005, ", "", "rates.small: missing, expected such as small: 0.005"),
                bad("xlarge", "huge", "rates.huge: unknown key, expected small, medium, large, xlarge"),
                bad("0.02", "0", "rates.large: expected USD a minute above 0 and up to 10 such as 0.005, got 0"),
                bad("0.02", "20", "rates.large: expected USD a minute above 0 and up to 10 such as 0.005, got 20"),
                bad("0.02", "\"0.02\"", "rates.large: expected a number such as 0.005, got \"0.02\""));
    }

    private static Case good(String piece, String other) {
        return Case.good(PROJECT, piece, other);
    }

    private static Case bad(String piece, String other, String problem) {
        return Case.bad(PROJECT, piece, other, problem);
    }
}
