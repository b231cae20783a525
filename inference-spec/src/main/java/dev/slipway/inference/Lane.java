package dev.slipway.inference;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A short queue between two stages that run at the same time. Short, so that a fast stage waits for a slow one instead
 * of filling the memory. Either stage may end it; a failure of one reaches the other at its next step.
 */
final class Lane<T> {
    private final int length;
    private final Queue<T> items = new ArrayDeque<>();
    private boolean ended;
    private Throwable failure;

    /** @param length so many items at most wait in it */
    Lane(int length) {
        this.length = length;
    }

    /** Waits for a place. Throws what the other side failed with. */
    synchronized void put(T item) {
        while (items.size() >= length && !ended) {
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

    /**
     * Ends the lane, with a failure or, where that is null, well: what is in it may still be taken. The first failure stays,
     * also one that comes after a good end, from who takes what is left.
     */
    synchronized void end(Throwable reason) {
        ended = true;
        if (failure == null && reason != null) {
            failure = reason instanceof Ended other ? other.getCause() : reason;
        }
        notifyAll();
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
