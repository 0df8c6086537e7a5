package dev.ritmo.runtime;

/**
 * Which of the waiting calls of a limiter, or of one key, goes first. Within one priority, the
 * first to arrive goes first. No call starves: after a minute of waiting, a call ranks like one of
 * the next higher priority that arrives now.
 */
public enum Priority {
  /** Before all others, for calls whose answer a user is waiting for. */
  HIGH,
  /** The default, and the priority of annotated methods. */
  NORMAL,
  /** After all others, for work that can wait. */
  LOW
}
