package dev.slipway.releases;

/** A repository on GitHub, {@code owner/name}, exactly as GitHub spells it: IAM compares it letter by letter. */
public record GitHubRepository(String name) {
    public GitHubRepository {
        if (!name.matches("[A-Za-z0-9](-?[A-Za-z0-9]){0,38}/[A-Za-z0-9_.-]{1,100}")) {
            throw new IllegalArgumentException(
                    "expected a repository on GitHub as owner/name such as acme/models, got \"" + name + '"');
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
