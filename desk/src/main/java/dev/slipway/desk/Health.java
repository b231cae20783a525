package dev.slipway.desk;

import dev.slipway.inference.ModelName;
import java.util.Set;

/** What of an environment is there at all. */
public interface Health {
    /** Whose credentials these are. */
    Identity identity();

    /** Whether CDK's own stack is there, without which nothing can be deployed. */
    boolean isBootstrapped();

    /** The models that have a repository in the registry. */
    Set<ModelName> repositories();

    /** Whether a function is deployed, such as {@code slipway-staging-etl}. */
    boolean hasFunction(String name);

    /**
     * Somebody in an account.
     *
     * @param name {@code ann@example.com (Admin)}
     */
    record Identity(String account, String name) {}
}
