package dev.slipway.job.runtime;

import com.sun.security.auth.module.UnixSystem;
import dev.slipway.inference.ExitCode;
import dev.slipway.inference.InferenceException;
import dev.slipway.job.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The user that a container runs as, and how it gets at its folders. */
record ContainerUser(long uid, long gid) {
    private static final long NOBODY = 65532;

    /**
     * Whoever runs the job, so that the files are theirs; a user that owns nothing where that is root. Root of an engine
     * without root is the user that started it.
     */
    static ContainerUser of(Engine engine) {
        if (engine.rootless()) {
            return new ContainerUser(0, 0);
        }
        UnixSystem host = new UnixSystem();
        return host.getUid() == 0 ? new ContainerUser(NOBODY, NOBODY) : new ContainerUser(host.getUid(), host.getGid());
    }

    /** As {@code --user} has it. */
    @Override
    public String toString() {
        return uid + ":" + gid;
    }

    /** Lets the user write to a folder. */
    void giveToWrite(Path folder) {
        try {
            if (uid == 0 || Long.valueOf(uid).equals(number(folder, "unix:uid"))) {
                return;
            }
            if (new UnixSystem().getUid() == 0) {
                Files.setAttribute(folder, "unix:uid", (int) uid, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(folder, "unix:gid", (int) gid, LinkOption.NOFOLLOW_LINKS);
            } else {
                allow(folder, EnumSet.allOf(PosixFilePermission.class));
            }
        } catch (IOException | UnsupportedOperationException failed) {
            throw wrong(folder, "written", failed);
        }
    }

    /** Lets the user read a folder and the files in it. */
    void giveToRead(Path folder) {
        if (uid == 0 || uid == new UnixSystem().getUid()) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            allow(folder, Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE));
            List<Path> all = files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
            for (Path file : all) {
                allow(file, Set.of(PosixFilePermission.OTHERS_READ));
            }
        } catch (IOException | UnsupportedOperationException failed) {
            throw wrong(folder, "read", failed);
        }
    }

    private static Long number(Path file, String attribute) throws IOException {
        return ((Number) Files.getAttribute(file, attribute, LinkOption.NOFOLLOW_LINKS)).longValue();
    }

    private static void allow(Path file, Set<PosixFilePermission> more) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.copyOf(more);
        permissions.addAll(Files.getPosixFilePermissions(file));
        if (!permissions.equals(Files.getPosixFilePermissions(file))) {
            Files.setPosixFilePermissions(file, permissions);
        }
    }

    private InferenceException wrong(Path folder, String what, Exception failed) {
        return new InferenceException(
                ExitCode.BAD_CONFIGURATION,
                folder + ": cannot be made to be " + what + " by the container's user " + this + ": "
                        + failed.getMessage(),
                failed);
    }
}
