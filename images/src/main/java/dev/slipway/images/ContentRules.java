package dev.slipway.images;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Paths that tell what only developers need: package installers, compilers, caches, tests. */
final class ContentRules {
    /** What begins a folder of Python's libraries; {@code app/lib} is the lock's. */
    private static final String LIBRARIES = "(?:.*/)?(?:site-packages|dist-packages|opt/app/lib)/";

    private static final String PROGRAMS = "(?:.*/)?s?bin/";
    private static final String COMPILERS =
            "gcc|g\\+\\+|cc|c\\+\\+|c89|c99|clang|clang\\+\\+|tcc|gfortran|rustc|go|javac"
                    + "|ld|ld\\.(?:bfd|gold|lld)|as|make|gmake|cmake|ninja";
    private static final List<Rule> RULES = List.of(
            new Rule("pip", LIBRARIES + "pip(?:-[^/]*)?(?=/)"),
            new Rule("pip", PROGRAMS + "pip[0-9.]*"),
            new Rule("pip's bootstrap", "(?:.*/)?ensurepip(?=/)"),
            new Rule("an installer of packages", LIBRARIES + "setuptools/command/easy_install\\.py"),
            new Rule("an installer of packages", LIBRARIES + "easy_install\\.py"),
            new Rule("an installer of packages", PROGRAMS + "easy_install(?:-?[0-9.]*)"),
            new Rule(
                    "a compiler or a part of one",
                    PROGRAMS + "(?:[a-z0-9_]+-linux-[a-z]+-)?(?:" + COMPILERS + ")(?:-[0-9.]+)?"),
            new Rule(
                    "a compiler or a part of one", "(?:.*/)?(?:libexec|lib)/gcc/.*/(?:cc1|cc1plus|collect2|lto1|f951)"),
            new Rule("a cache of apt", "var/cache/apt/.*\\.(?:deb|bin)"),
            new Rule("a cache of apt", "var/lib/apt/lists/[^/]+_[^/]+"),
            new Rule("a cache", "(?:.*/)?(?:\\.cache|\\.npm|\\.gradle|var/cache/(?:apk|dnf|yum))(?=/)"),
            new Rule("Maven's repository", "(?:.*/)?\\.m2(?=/)"),
            new Rule("a history of sources", "(?:.*/)?\\.git(?=/)"),
            new Rule("a test library", LIBRARIES + "(?:pytest|_pytest|hypothesis|nose|coverage)(?:-[^/]*)?(?=/)"),
            new Rule(
                    "a test library",
                    "(?:.*/)?(?:junit|testng|hamcrest|mockito|assertj|opentest4j|surefire|jqwik)[^/]*\\.jar"),
            // The name alone does not tell: django.test is a part of its library.
            new Rule("tests", LIBRARIES + "(?:[^/]+/)*?tests?(?=/(?:.*/)?(?:test_[^/]*|[^/]*_test|conftest)\\.py$)"),
            new Rule("byte code", "opt/.*?__pycache__(?=/)"),
            new Rule("byte code", "opt/.*\\.py[co]"));

    private ContentRules() {}

    /** What a path is forbidden as, and which part of it: the folder where the folder is the trouble. */
    record Match(String path, String what) {}

    private record Rule(String what, Pattern pattern) {
        Rule(String what, String pattern) {
            this(what, Pattern.compile("(?:" + pattern + ")(?=/|$)"));
        }
    }

    /** @param path without a slash at the start */
    static Optional<Match> match(String path) {
        for (Rule rule : RULES) {
            Matcher matcher = rule.pattern().matcher(path);
            if (matcher.lookingAt()) {
                return Optional.of(new Match(matcher.group(), rule.what()));
            }
        }
        return Optional.empty();
    }
}
