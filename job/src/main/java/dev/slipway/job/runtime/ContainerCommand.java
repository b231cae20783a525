package dev.slipway.job.runtime;

import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.job.engine.EngineImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The arguments that a container is made with: everything that seals the image off is here. */
record ContainerCommand(EngineImage image, ContainerLimits limits, ContainerUser user, Seals seals) {
    private static final String MODEL = "/opt/model";

    List<String> arguments(ImageCall call) {
        List<String> all = new ArrayList<>(List.of(
                "--label",
                Owner.LABEL + "=" + Owner.thisProcess(),
                "--label",
                Owner.PID_LABEL + "=" + ProcessHandle.current().pid(),
                "--network",
                "none",
                "--read-only=" + !seals.writableRoot(),
                "--cap-drop",
                "ALL",
                "--security-opt",
                "no-new-privileges",
                "--memory",
                limits.memory() + "b",
                "--memory-swap",
                limits.memory() + "b",
                "--pids-limit",
                String.valueOf(limits.processes()),
                "--ulimit",
                "core=0",
                "--init=" + seals.init(),
                "--no-healthcheck",
                "--log-driver",
                "none",
                "--tmpfs",
                "/tmp:rw,nosuid,nodev,exec,mode=1777,size=" + limits.memory() / 4,
                "--user",
                user.toString(),
                "--workdir",
                MODEL));
        folder(all, "IN", "/run/in", call.in(), ",readonly");
        folder(all, "OUT", "/run/out", call.out(), "");
        folder(all, "SHARED", "/run/shared", call.shared(), "");
        call.variables().forEach((name, value) -> variable(all, name, value));
        variable(all, "HOME", "/tmp");
        variable(all, "TMPDIR", "/tmp");
        variable(all, "LANG", "C.UTF-8");
        variable(all, "ORT_DISABLE_TELEMETRY", "1");
        variable(all, "SLIPWAY_MODEL", MODEL);
        all.add(image.id());
        all.addAll(call.arguments());
        return all;
    }

    private static void variable(List<String> all, String name, String value) {
        all.addAll(List.of("--env", name + "=" + value));
    }

    private static void folder(List<String> all, String name, String target, Path folder, String options) {
        if (folder == null) {
            return;
        }
        String source = folder.toAbsolutePath().normalize().toString();
        if (source.contains(",") || source.contains("\"")) {
            throw new InferenceException(
                    ExitCode.BAD_CONFIGURATION,
                    "SLIPWAY_" + name + ": a container engine cannot mount " + source + "; take a folder without commas"
                            + " and quotes in its path");
        }
        all.addAll(List.of("--mount", "type=bind,source=" + source + ",target=" + target + options));
        variable(all, "SLIPWAY_" + name, target);
    }
}
