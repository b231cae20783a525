package dev.slipway.inference;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A short queue between two stages that run at the same time. Short, so that a fast stage waits for a slow one instead
 * of filling the memory. Either stage may end it; a failure of one reaches the other at its next step.
 */
final class Lane<T> {
    private static final int LENGTH = 2;

    private final Queue<T> items = new ArrayDeque<>();
    private boolean ended;
    private Throwable failure;

    /** Waits for a place. Throws what the other side failed with. */
    synchronized void put(T item) {
        while (items.size() >= LENGTH && !ended) {
            await();
        }
        if (ended) {
            throw new Ended(failure);
        }
        items.add(item);
        notifyAll();
    }

    /** Waits for an item; null where the other side is done. Throws what the other side failed with. */
    synchronized T take() {
        while (items.isEmpty() && !ended) {
            await();
        }
        if (failure != null) {
            throw new Ended(failure);
        }
        notifyAll();
        return items.poll();
    }

    /** Ends the lane, with a failure or, where that is null, well. The first end stays. */
    synchronized void end(Throwable reason) {
        if (!ended) {
            ended = true;
            failure = reason;
            notifyAll();
        }
    }

    /** Throws the failure that the lane ended with. */
    synchronized void check() {
        if (failure != null) {
            throw new Ended(failure);
        }
    }

    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Ended(e);
        }
    }

    /** The other side's failure, as it arrives here. */
    static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Ended(Throwable cause) {
            super(cause);
        }
    }
}
