package dev.ritmo.benchmarks.accidents;

/** Hears of everything that happens in a run. */
@FunctionalInterface
interface Trace {

  Trace NONE = (now, what, call, attempt) -> {};

  /**
   * Something happens.
   *
   * @param now nanoseconds since the start
   * @param attempt of the call, from 0
   */
  void note(long now, String what, long call, int attempt);
}
