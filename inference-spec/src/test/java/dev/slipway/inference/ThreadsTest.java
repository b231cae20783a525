package dev.slipway.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that several threads call at the same time. */
class ThreadsTest {
    private static final int ROWS = 5000;

    @TempDir
    private Path folder;

    private Image image;

    @BeforeEach
    void makeImage() throws IOException {
        image = new Image(folder).data("id,x,n\n" + rows(i -> "id" + i + "," + i + "," + i));
    }

    @Test
    void shouldWriteInTheOrderOfTheInputWhereTheFirstRowsAreScoredLast() throws IOException {
        CountDownLatch others = new CountDownLatch(2);
        Model slowFirst = on(2, rows -> {
            if (isFirst(rows)) {
                assertThat(others.await(30, TimeUnit.SECONDS)).isTrue();
            }
            Image.DOUBLING.predict(rows);
            others.countDown();
        });

        assertThat(image.run(slowFirst, "predict").code()).isEqualTo(ExitCode.DONE);

        assertThat(image.predictions()).isEqualTo("id,y\n" + rows(i -> "id" + i + "," + 2.0 * i));
    }

    @Test
    void shouldCallAModelFromOneThreadUnlessItAllowsMore() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();

        image.run(
                rows -> {
                    threads.add(Thread.currentThread());
                    Image.DOUBLING.predict(rows);
                },
                "predict");

        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void shouldRejectTheSameRowsWhateverTheNumberOfThreads() throws IOException {
        Model picky = rows -> {
            Image.DOUBLING.predict(rows);
            for (int row = 0; row < rows.size(); row++) {
                if (rows.getLong(row, rows.input("n")) % 777 == 0) {
                    throw new IllegalStateException("cannot take it");
                }
            }
        };
        image.request(RejectLimit.parse("10"), "data.csv").run(picky, "predict");
        String predictions = image.predictions();
        assertThat(image.rejects()).hasSize(7);

        for (int threads : new int[] {2, 5}) {
            var rejects = image.rejects();
            image.clean().run(on(threads, picky), "predict");
            assertThat(image.predictions()).isEqualTo(predictions);
            assertThat(image.rejects()).isEqualTo(rejects);
        }
    }

    @Test
    void shouldJudgeABrokenModelByTheFirstRowsOfTheInputThoughLaterOnesWereScored() throws IOException {
        CountDownLatch later = new CountDownLatch(1);
        // The first 1000 rows come in five batches, which the last ones of six threads overtake.
        Model broken = on(6, rows -> {
            if (rows.line(0) < 2 + FirstAnswer.TELLING) {
                assertThat(later.await(30, TimeUnit.SECONDS)).isTrue();
                throw new IllegalStateException("broken");
            }
            later.countDown();
            Image.DOUBLING.predict(rows);
        });
        Image.Outcome outcome = image.run(broken, "predict");

        assertThat(outcome.code()).isEqualTo(ExitCode.DEFECT);
        assertThat(outcome.err()).contains("the model threw on every row from data.csv:2 to data.csv:1001");
    }

    @Test
    void shouldEndAsADefectWhereAnyThreadMeetsAnError() {
        Model greedy = on(4, rows -> {
            if (rows.line(rows.size() - 1) > ROWS) {
                throw new OutOfMemoryError("Java heap space");
            }
            Image.DOUBLING.predict(rows);
        });

        Image.Outcome outcome = image.run(greedy, "predict");

        assertThat(outcome.code()).isEqualTo(ExitCode.DEFECT);
        assertThat(outcome.err()).contains("Java heap space");
        assertThat(image.succeeded()).isFalse();
    }

    private static boolean isFirst(Batch rows) {
        return rows.line(0) == 2;
    }

    private static Model on(int threads, Model model) {
        return new Model() {
            @Override
            public int threads() {
                return threads;
            }

            @Override
            public void predict(Batch rows) throws Exception {
                model.predict(rows);
            }
        };
    }

    private interface Line {
        String of(int i);
    }

    private static String rows(Line line) {
        return IntStream.range(0, ROWS).mapToObj(i -> line.of(i) + "\n").collect(Collectors.joining());
    }
}
