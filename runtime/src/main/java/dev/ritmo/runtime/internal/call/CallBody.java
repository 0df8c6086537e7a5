package dev.ritmo.runtime.internal.call;

/** What a call of a program runs. */
@FunctionalInterface
public interface CallBody<T> {

  /** Runs it once; the call is known by its arrival. */
  T run(long arrival) throws Exception;
}
