package dev.ritmo.runtime.aspect;

import org.jspecify.annotations.Nullable;

/** The body of a method that returns a future. */
@FunctionalInterface
public interface AsyncBody {

  /** Runs the body and gives the {@code CompletionStage} that it returns. */
  @Nullable Object run() throws Throwable;
}
