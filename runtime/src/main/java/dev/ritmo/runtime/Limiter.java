package dev.ritmo.runtime;

/**
 * A named set of limits that calls pass together, with the line in which they wait. Safe for use by
 * many threads.
 */
public interface Limiter {

  /** The name under which methods share it, and under which its numbers are overridden. */
  String name();

  /** What it is doing now. */
  LimiterSnapshot snapshot();
}
