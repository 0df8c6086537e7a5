package dev.ritmo.runtime.internal.call;

import dev.ritmo.runtime.spi.CallObserver;
import org.jspecify.annotations.Nullable;

/** The observed call whose body the current thread runs; the innermost of nested ones. */
public final class CurrentCall {

  private static final ThreadLocal<CallObserver.@Nullable Call> CURRENT = new ThreadLocal<>();

  private CurrentCall() {}

  /** The call; null if there is none, or it is not observed. */
  public static CallObserver.@Nullable Call get() {
    return CURRENT.get();
  }

  /** The current thread is about to run the body of this call; returns the call before. */
  static CallObserver.@Nullable Call enter(CallObserver.Call call) {
    CallObserver.Call before = CURRENT.get();
    CURRENT.set(call);
    return before;
  }

  /** The current thread has left the body. */
  static void leave(CallObserver.@Nullable Call before) {
    if (before == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(before);
    }
  }
}
