package dev.ritmo.runtime.internal.limiter;

/**
 * The place that an admitted call has in its limiter. A request that its body sends takes the place
 * over, so that only the request counts. Thread-safe.
 */
public interface Place {

  /** Takes the place from its call, once; false if the call has none any more. */
  boolean take();

  /** The arrival of the call. */
  long arrival();

  /** The terms on which the call was admitted. */
  Terms terms();
}
