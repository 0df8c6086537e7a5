package dev.ritmo.runtime.internal.call;

/** The body of an asynchronous call: returns the {@code CompletionStage} with which it ends. */
@FunctionalInterface
interface AsyncBody extends CallBody<Object> {

  /** Whether it may run again: not after part of its answer was delivered. */
  default boolean isRepeatable() {
    return true;
  }
}
