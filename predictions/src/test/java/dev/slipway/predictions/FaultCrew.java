package dev.slipway.predictions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The processes that the histories of a test order about. One that was killed is replaced while others go on. */
final class FaultCrew implements AutoCloseable {
    private final FaultArchive archive;
    private final Path folder;
    private final Deque<FaultChild> idle = new ArrayDeque<>();

    /** @param folder where they write their files */
    FaultCrew(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        archive = FaultArchive.make(folder);
    }

    Path folder() {
        return folder;
    }

    /** So many that wait for an order. */
    List<FaultChild> take(int number) throws IOException, InterruptedException {
        while (idle.size() < number) {
            idle.add(start());
        }
        List<FaultChild> taken = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            taken.add(idle.remove());
        }
        for (FaultChild child : taken) {
            if (child.isNew()) {
                assertThat(child.answer(60_000)).containsEntry("answer", "ready");
            }
        }
        return taken;
    }

    /** Takes one back, alive or killed. */
    void giveBack(FaultChild child) throws IOException {
        if (child.wasKilled()) {
            child.close();
            idle.add(start());
        } else {
            idle.addFirst(child);
        }
    }

    private FaultChild start() throws IOException {
        return new FaultChild(archive.command(folder), folder.resolve("errors.txt"));
    }

    @Override
    public void close() {
        idle.forEach(FaultChild::close);
    }
}
