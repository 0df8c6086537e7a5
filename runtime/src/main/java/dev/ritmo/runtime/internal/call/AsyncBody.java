package dev.ritmo.runtime.internal.call;

import org.jspecify.annotations.Nullable;

/** The body of an asynchronous call. */
@FunctionalInterface
interface AsyncBody {

  /** Runs the body and returns the {@code CompletionStage} with which the call ends. */
  @Nullable Object run() throws Throwable;

  /** Whether it may run again: not after part of its answer was delivered. */
  default boolean isRepeatable() {
    return true;
  }
}
