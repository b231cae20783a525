package dev.slipway.predictions;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/** A file system of a few MB, which only root can mount, as a tablespace where a role makes its tables. */
final class SmallDisk implements AutoCloseable {
    private static final String FILLING = "filling";

    private final TestDatabase database;
    private final Path folder;

    private SmallDisk(TestDatabase database, Path folder) {
        this.database = database;
        this.folder = folder;
    }

    /** Skips the test, visibly, where it cannot be mounted. */
    static SmallDisk mount(TestDatabase database, Role role, Path parent) throws IOException, SQLException {
        Optional<SmallDisk> disk = mount(database, role, parent, "4m");
        assumeTrue(disk.isPresent(), "a small file system can only be mounted by root");
        return disk.get();
    }

    /** Empty, and visibly so, where it cannot be mounted. */
    static Optional<SmallDisk> mount(TestDatabase database, Role role, Path parent, String size)
            throws IOException, SQLException {
        Path folder = Files.createTempDirectory(parent, "small");
        if (!run("mount", "-t", "tmpfs", "-o", "size=" + size + ",mode=0700", "tmpfs", folder.toString())) {
            System.out.println("SKIPPED: a full disk; a small file system can only be mounted by root");
            return Optional.empty();
        }
        database.execute("CREATE TABLESPACE small LOCATION '" + folder + "'");
        database.execute("GRANT CREATE ON TABLESPACE small TO slipway_owner");
        database.execute("ALTER ROLE " + role.user() + " IN DATABASE "
                + database.value("SELECT quote_ident(current_database())") + " SET default_tablespace = small");
        return Optional.of(new SmallDisk(database, folder));
    }

    /** Takes all room that is left. */
    void fill() throws IOException {
        try (OutputStream all = Files.newOutputStream(folder.resolve(FILLING))) {
            byte[] some = new byte[4096];
            while (true) {
                all.write(some);
            }
        } catch (IOException full) {
            if (!Files.exists(folder.resolve(FILLING))) {
                throw full;
            }
        }
    }

    /** Gives it back. */
    void free() throws IOException {
        Files.deleteIfExists(folder.resolve(FILLING));
    }

    @Override
    public void close() throws IOException, SQLException {
        free();
        database.execute("""
                DO $$ DECLARE v_table text; BEGIN
                    FOR v_table IN SELECT relname FROM pg_class c JOIN pg_tablespace t ON t.oid = c.reltablespace
                            WHERE spcname = 'small' AND relkind IN ('r', 'p') LOOP
                        EXECUTE format('DROP TABLE IF EXISTS predictions.%I CASCADE', v_table);
                    END LOOP;
                END $$""");
        database.execute("CHECKPOINT");
        deleteOrphans();
        database.execute("DROP TABLESPACE small");
        run("umount", folder.toString());
    }

    /** A server that is killed in a transaction never takes back the files of the tables that were made in it. */
    private void deleteOrphans() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().matches("t?[0-9].*"))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    private static boolean run(String... command) throws IOException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
