package dev.slipway.releases;

import static dev.slipway.releases.Workspace.PROJECT;

import java.util.stream.Stream;

/** Project files, each the complete example with one piece changed. */
final class ProjectCorpus {
    private static final String TAGS = "{product: slipway, cost-centre: \"0042\"}";

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
                bad("product: slipway", "product: [a]", "tags.product: expected text"));
    }

    private static Case good(String piece, String other) {
        return Case.good(PROJECT, piece, other);
    }

    private static Case bad(String piece, String other, String problem) {
        return Case.bad(PROJECT, piece, other, problem);
    }
}
