package dev.slipway.infra;

import dev.slipway.inference.ModelName;
import dev.slipway.releases.Names;
import dev.slipway.releases.Release;

/** One model in one environment, and what it stands on. */
record ModelRelease(Site site, Storage storage, ModelName name, Release release) {
    /** The CodeBuild project's name. */
    String project() {
        return site.names().project(name);
    }

    String runsLogGroup() {
        return site.names().runLog(name);
    }

    /** The image's address without a tag. */
    String repository() {
        return site.project().registry() + "/" + name;
    }

    String repositoryArn() {
        return "arn:aws:ecr:" + site.project().registryRegion() + ":"
                + site.project().registryAccount() + ":repository/" + Names.repository(name);
    }

    /** A secret's name in the parameter store; the rehearsal's store uses the same. */
    String parameter(String database, String role) {
        return site.names().password(database, role);
    }
}
