package dev.ritmo.runtime.internal.call;

import org.jspecify.annotations.Nullable;

/** The body of a call. */
@FunctionalInterface
public interface CallBody<T extends @Nullable Object> {

  /** Runs one attempt of the call. */
  T run(GuardedCall call) throws Exception;
}
