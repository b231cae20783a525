package dev.slipway.releases;

import dev.slipway.inference.ModelName;

/**
 * The names of an environment's resources: infra gives them, commands and functions look for them.
 *
 * @param environment {@code staging}
 */
public record Names(String environment) {
    /** The alias by which functions are called, so that a new version takes over as a whole. */
    public static final String LIVE = "live";

    /** The model's repository in the registry's account, whatever the environment. */
    public static String repository(ModelName model) {
        return ProjectFile.REPOSITORIES + "/" + model;
    }

    /** What the names of all projects of the environment begin with. */
    public String projects() {
        return "slipway-" + environment + "-";
    }

    /** The CodeBuild project whose builds are the model's runs. */
    public String project(ModelName model) {
        return projects() + model;
    }

    /** @param name {@code etl}, {@code ledger}, {@code provisioner} or {@code watch} */
    public String function(String name) {
        return projects() + name;
    }

    /** The log group with a stream for each run of the model, named by the run's id. */
    public String runLog(ModelName model) {
        return path() + "/runs/" + model;
    }

    public String functionLog(String name) {
        return path() + "/functions/" + name;
    }

    /** The log group that takes the figures of runs. */
    public String metricsLog() {
        return path() + "/metrics";
    }

    /** What parameters and log groups of the environment lie below: {@code /slipway/staging}. */
    public String path() {
        return "/slipway/" + environment;
    }

    /**
     * The parameter that holds a password.
     *
     * @param database {@code analytics} or {@code application}
     * @param role {@code job}, {@code reader}, {@code app} or {@code migrator}
     */
    public String password(String database, String role) {
        return role(database, role) + "/password";
    }

    /** The parameter that holds which rotation made the password. */
    public String rotation(String database, String role) {
        return role(database, role) + "/rotation";
    }

    public String alarms() {
        return projects() + "alarms";
    }

    public String dashboard() {
        return "slipway-" + environment;
    }

    private String role(String database, String role) {
        return path() + "/" + database + "/" + role;
    }
}
