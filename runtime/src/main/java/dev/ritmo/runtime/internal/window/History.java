package dev.ritmo.runtime.internal.window;

/** What a window tells of the past. */
public interface History {

  /**
   * An amount was admitted.
   *
   * @param from when the last of it began to count
   */
  void admitted(long from, long amount);
}
