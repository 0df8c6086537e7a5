package dev.ritmo.runtime.internal.window.infer;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Requests that try something and have not been answered, the oldest first. Not thread-safe. */
final class Trials {

  /**
   * One of them.
   *
   * @param left when it left
   * @param amount how much it takes
   */
  record Trial(long left, long amount) {}

  private final ArrayDeque<Trial> trials = new ArrayDeque<>();

  int count() {
    return trials.size();
  }

  void add(long left, long amount) {
    trials.addLast(new Trial(left, amount));
  }

  /** The oldest; null if there is none. */
  @Nullable Trial oldest() {
    return trials.peekFirst();
  }

  /** A request was answered; whether it was one of these. */
  boolean remove(long left) {
    return trials.removeIf(trial -> trial.left == left);
  }
}
