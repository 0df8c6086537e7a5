package dev.ritmo.processor.check;

/** One thing that must be true of what was read. */
@FunctionalInterface
public interface Rule<T> {

  /** Adds a finding if it is not true. */
  void check(T subject, Findings findings);
}
