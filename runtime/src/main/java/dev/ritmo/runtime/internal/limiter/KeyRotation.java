package dev.ritmo.runtime.internal.limiter;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The order in which keys are served whose first call waits only for the limits over all keys: the
 * key that was served longest ago goes first, so that no key starves another. Only the first key is
 * timed. Not thread-safe: guarded by the limiter.
 *
 * <p>To serve keys in another order, change {@link #ORDER}: a {@link Turn} knows its first call.
 */
final class KeyRotation {

  private static final Comparator<Turn> ORDER =
      Comparator.comparingLong((Turn turn) -> turn.servedAt).thenComparingLong(turn -> turn.number);

  private final TreeSet<Turn> waiting = new TreeSet<>(ORDER);
  private @Nullable Turn timed;

  /** The turn of one key. Its place changes only while it is not among those that wait. */
  abstract static class Turn {

    private final long number;
    private long servedAt = -1;

    /** For orders that depend on the first call of the key. */
    private @Nullable Waiter head;

    /**
     * @param number unique within the limiter
     */
    Turn(long number) {
      this.number = number;
    }

    /** It may be this key's turn: its first call should look again. */
    abstract void lookAgain(long now);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /**
   * The key waits for nothing else; does nothing if it is here.
   *
   * @param head its first call
   */
  void enter(Turn turn, Waiter head) {
    if (turn.head != head) {
      waiting.remove(turn);
      turn.head = head;
    }
    waiting.add(turn);
  }

  boolean isFirst(Turn turn) {
    return waiting.first() == turn;
  }

  /** The key waits for something else, or for nothing; does nothing if it is not here. */
  void leave(Turn turn) {
    waiting.remove(turn);
    turn.head = null;
  }

  /** A call of the key was admitted: the key leaves, and will enter behind the others. */
  void served(long now, Turn turn) {
    leave(turn);
    turn.servedAt = now;
  }

  /**
   * Makes the first key look again if it is another one than before.
   *
   * @param haveLimitsChanged whether it should look again in any case
   */
  void retime(long now, boolean haveLimitsChanged) {
    timed = haveLimitsChanged ? null : timed;
    while (!waiting.isEmpty() && waiting.first() != timed) {
      timed = waiting.first();
      timed.lookAgain(now);
    }
    if (waiting.isEmpty()) {
      timed = null;
    }
  }
}
