package dev.ritmo.runtime.aspect;

import org.jspecify.annotations.Nullable;

/** The body of a method that returns a future or a publisher. */
@FunctionalInterface
public interface AsyncBody {

  /** Runs the body and gives the {@code CompletionStage} or {@code Publisher} that it returns. */
  @Nullable Object run() throws Throwable;

  /** Whether it may run again: not once something of its answer has been handed on. */
  default boolean isRepeatable() {
    return true;
  }
}
