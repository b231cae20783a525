package dev.slipway.job.conformance;

import java.util.Arrays;
import java.util.List;

/** The rules by what they are about, in the order in which they are tried. */
public enum Chapter {
    IMAGE("container image", "1.2", ImageRules.ALL),
    DESCRIBE("describe", "3.1", DescribeRules.ALL),
    USAGE("usage", "4", UsageRules.ALL),
    VALIDATE("validate", "3.2", ValidateRules.ALL),
    OUTPUT("predict: what it writes", "3.3", OutputRules.ALL),
    REQUEST("predict: request and folders", "6", RequestRules.ALL),
    FILES("predict: whole files", "7.1", FileRules.ALL),
    CSV("predict: ways to write CSV", "7.1", CsvRules.ALL),
    REJECTS("predict: bad rows", "8", RejectRules.ALL),
    REJECT_LIMIT("predict: too many bad rows", "3.3", RejectLimitRules.ALL),
    STOPPING("predict: stopped", "13", StopRules.ALL),
    HERMETIC("sealed off", "1.3", HermeticRules.ALL);

    private final String title;
    private final String section;
    private final List<Rule> rules;

    Chapter(String title, String section, List<Rule> rules) {
        this.title = title;
        this.section = section;
        this.rules = rules;
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** The section of SPEC.md to read where a rule fails. */
    public String section() {
        return section;
    }

    List<Rule> rules() {
        return rules;
    }

    static Chapter of(Rule rule) {
        return Arrays.stream(values())
                .filter(chapter -> chapter.rules.contains(rule))
                .findFirst()
                .orElseThrow();
    }
}
