package dev.ritmo.benchmarks.provider;

/** How a provider counts against one of its limits. Told of one thing at a time, in order. */
public interface Counter {

  /** How long until it would admit so much, if nothing else came; 0 if it does now. */
  long refusal(long now, long amount);

  /** So much counts from now on; called after {@link #refusal} at the same time. */
  void count(long now, long amount);

  /** A request that counts has been answered. */
  default void complete() {}

  /** Enforces this share of its limit from now on, at least 1. */
  void scale(double share);
}
