package dev.slipway.predictions;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** A file system of a few MB, which only root can mount, as a tablespace where a role makes its tables. */
final class SmallDisk implements AutoCloseable {
    private final TestDatabase database;
    private final Path folder;

    private SmallDisk(TestDatabase database, Path folder) {
        this.database = database;
        this.folder = folder;
    }

    /** Skips the test, visibly, where it cannot be mounted. */
    static SmallDisk mount(TestDatabase database, Role role, Path parent) throws IOException, SQLException {
        Path folder = Files.createDirectory(parent.resolve("small"));
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=4m,mode=0700", "tmpfs", folder.toString());
        if (!mounted) {
            System.out.println("SKIPPED: a full disk; a small file system can only be mounted by root");
        }
        assumeTrue(mounted, "a small file system can only be mounted by root");
        database.execute("CREATE TABLESPACE small LOCATION '" + folder + "'");
        database.execute("GRANT CREATE ON TABLESPACE small TO slipway_owner");
        database.execute("ALTER ROLE " + role.user() + " IN DATABASE "
                + database.value("SELECT quote_ident(current_database())") + " SET default_tablespace = small");
        return new SmallDisk(database, folder);
    }

    @Override
    public void close() throws IOException, SQLException {
        database.execute("""
                DO $$ DECLARE v_table text; BEGIN
                    FOR v_table IN SELECT relname FROM pg_class c JOIN pg_tablespace t ON t.oid = c.reltablespace
                            WHERE spcname = 'small' AND relkind IN ('r', 'p') LOOP
                        EXECUTE format('DROP TABLE IF EXISTS predictions.%I CASCADE', v_table);
                    END LOOP;
                END $$""");
        database.execute("DROP TABLESPACE small");
        run("umount", folder.toString());
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
