package dev.ritmo.runtime.internal.call;

import dev.ritmo.runtime.internal.retry.NoRepeat;
import org.jspecify.annotations.Nullable;

/** The body of an asynchronous call: returns the {@code CompletionStage} with which it ends. */
@FunctionalInterface
interface AsyncBody extends CallBody<Object> {

  /** Why it must not run again, as after part of its answer was delivered; null if it may. */
  default @Nullable NoRepeat noRepeat() {
    return null;
  }
}
