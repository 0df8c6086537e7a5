package dev.ritmo.runtime.internal.call;

import org.jspecify.annotations.Nullable;

/** The body of a call that holds no thread. */
@FunctionalInterface
interface AsyncBody {

  /** Runs the body and returns the {@code CompletionStage} with which the call ends. */
  @Nullable Object run() throws Throwable;

  /** Whether it may run again: not once part of its answer has been handed on. */
  default boolean isRepeatable() {
    return true;
  }
}
