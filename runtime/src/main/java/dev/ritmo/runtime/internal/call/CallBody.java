package dev.ritmo.runtime.internal.call;

/** The body of a call made by a program. */
@FunctionalInterface
public interface CallBody<T> {

  /** Runs one attempt; the arrival identifies the call. */
  T run(long arrival) throws Exception;
}
