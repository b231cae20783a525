package dev.slipway.job.conformance;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What {@code describe} prints. */
final class DescribeRules {
    static final List<Rule> ALL = List.of(
            new Rule(
                    "describe.prints-manifest",
                    "describe prints the manifest as JSON on standard output and ends with 0.",
                    Bench::manifest),
            new Rule(
                    "describe.json-only-on-stdout",
                    "Standard output of describe is one JSON object and nothing else.",
                    DescribeRules::jsonOnly),
            new Rule("describe.same-bytes-twice", "describe prints the same bytes every time.", DescribeRules::same),
            new Rule(
                    "describe.golden-hash-true",
                    "goldenSha256 in the manifest is the SHA-256 of the golden set.",
                    DescribeRules::goldenHash));

    private DescribeRules() {}

    private static String described(Bench bench) {
        return bench.once("describe", () -> bench.verb("describe"))
                .ends(ExitCode.DONE)
                .end()
                .stdout();
    }

    private static void jsonOnly(Bench bench) {
        bench.knownManifest();
        String text = described(bench);
        try {
            JSON.std.with(JSON.Feature.FAIL_ON_DUPLICATE_MAP_KEYS).mapFrom(text);
        } catch (IOException noise) {
            throw Verdict.broken("standard output", "one JSON object and nothing else", noise.getMessage());
        }
        if (!text.strip().startsWith("{") || !text.strip().endsWith("}")) {
            throw Verdict.broken("standard output", "one JSON object and nothing else", text);
        }
    }

    private static void same(Bench bench) {
        bench.knownManifest();
        String first = described(bench);
        String second = bench.verb("describe").ends(ExitCode.DONE).end().stdout();
        Verdict.same("standard output of a second call", first, second);
    }

    private static void goldenHash(Bench bench) {
        Manifest manifest = bench.knownManifest();
        if (manifest.goldenSha256() == null && bench.runtime().golden().isEmpty()) {
            throw Verdict.notApplicable("the image has no golden set");
        }
        try {
            byte[] golden = Files.readAllBytes(bench.golden().file());
            Verdict.same(
                    "goldenSha256",
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(golden)),
                    String.valueOf(manifest.goldenSha256()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
