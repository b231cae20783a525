package dev.slipway.releases;

/**
 * Whose workflows may release and deploy.
 *
 * @param makeProvider whether the registry's account is to get an identity provider for GitHub; false where it has one,
 *     as an account can have only one
 */
public record GitHub(GitHubRepository repository, boolean makeProvider) {}
