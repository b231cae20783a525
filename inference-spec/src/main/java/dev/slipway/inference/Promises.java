package dev.slipway.inference;

import dev.slipway.inference.Scorer.Scored;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Batches that are being scored, in the order of the input. One thread at a time takes those that are done from the front,
 * whichever comes by: so nobody has to be woken for a batch.
 */
final class Promises {
    private final int most;
    private final Queue<FutureTask<Scored>> promises = new ArrayDeque<>();
    private boolean taken;
    private boolean ended;
    private Throwable failure;

    /** @param most so many batches at most wait in it */
    Promises(int most) {
        this.most = most;
    }

    /** Waits for a place. Throws what another thread failed with. */
    synchronized void add(FutureTask<Scored> promise) {
        check();
        while (promises.size() >= most) {
            await();
        }
        promises.add(promise);
    }

    /** Tells who waits that a batch is scored. */
    synchronized void kept() {
        notifyAll();
    }

    /**
     * The front batch once it is scored, to be followed by {@link #given}; null where another thread has the one before it,
     * or it is not yet scored.
     *
     * @param waits rather than to be given null, but for the end
     */
    Scored take(boolean waits) throws Throwable {
        FutureTask<Scored> front = front(waits);
        try {
            return front == null ? null : front.get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    private synchronized FutureTask<Scored> front(boolean waits) {
        check();
        while (taken || promises.isEmpty() || !promises.peek().isDone()) {
            if (!waits || ended && promises.isEmpty()) {
                return null;
            }
            await();
        }
        taken = true;
        return promises.peek();
    }

    /** The front batch is dealt with: makes place for another. */
    synchronized void given() {
        taken = false;
        promises.remove();
        notifyAll();
    }

    /** No more come, because of a failure or, where that is null, since all are there. The first failure stays. */
    synchronized void end(Throwable reason) {
        ended = true;
        if (failure == null && reason != null) {
            failure = reason instanceof Lane.Ended other ? other.getCause() : reason;
        }
        notifyAll();
    }

    /** Throws the failure that it ended with. */
    synchronized void check() {
        if (failure != null) {
            throw new Lane.Ended(failure);
        }
    }

    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Lane.Ended(e);
        }
        check();
    }
}
