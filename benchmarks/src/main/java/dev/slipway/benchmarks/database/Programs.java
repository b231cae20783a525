package dev.slipway.benchmarks.database;

import dev.slipway.cli.postgres.PostgresBinaries;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where PostgreSQL's programs are: on the PATH, where Debian installs them, or unpacked from the embedded server. */
record Programs(Path servers, Optional<Path> psql, Optional<Path> pgloader) {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    static Programs find(Path work) throws IOException {
        Optional<Path> initdb = onPath("initdb");
        if (initdb.isPresent()) {
            initdb = Optional.of(initdb.get().toRealPath());
        } else if (Files.isDirectory(DEBIAN)) {
            initdb = debian();
        }
        Path servers = initdb.isPresent()
                ? initdb.get().getParent()
                : PostgresBinaries.below(work.resolve("embedded")).folder().resolve("bin");
        return new Programs(servers, onPath("psql"), onPath("pgloader"));
    }

    /** The newest major version. */
    private static Optional<Path> debian() throws IOException {
        try (Stream<Path> majors = Files.list(DEBIAN)) {
            return majors.map(major -> major.resolve("bin/initdb"))
                    .filter(Files::isExecutable)
                    .max(Comparator.comparing(path -> Double.parseDouble(
                            path.getName(path.getNameCount() - 3).toString())));
        }
    }

    static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A server's program; PostgreSQL refuses to be root, who is nobody in a user namespace. */
    List<String> server(String name, String... arguments) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(servers.resolve(name).toString());
        command.addAll(List.of(arguments));
        return command;
    }
}
