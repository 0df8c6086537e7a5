package dev.ritmo.runtime;

/**
 * Which of the waiting calls of a limiter, or of one key, goes first. Within one priority it is the
 * one that arrived first. None starves: a call that has waited for a minute stands where one of the
 * next higher priority would that arrives now.
 */
public enum Priority {
  /** Before all others: somebody is waiting for the answer. */
  HIGH,
  /** What annotated methods have. */
  NORMAL,
  /** After all others: work that can wait. */
  LOW
}
