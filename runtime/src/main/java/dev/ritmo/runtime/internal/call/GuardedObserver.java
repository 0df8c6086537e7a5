package dev.ritmo.runtime.internal.call;

import dev.ritmo.runtime.spi.CallObserver;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Wraps an observer so that it cannot fail a call: its exceptions are swallowed, counted, and
 * logged once. Thread-safe.
 */
public final class GuardedObserver {

  private static final System.Logger LOG = System.getLogger("dev.ritmo");

  private final CallObserver observer;
  private final LongAdder failures = new LongAdder();
  private volatile boolean hasWarned;

  GuardedObserver(CallObserver observer) {
    this.observer = observer;
  }

  /** How often it has failed so far. */
  public long failures() {
    return failures.sum();
  }

  CallObserver.@Nullable CallScope callStarted(CallObserver.Call call) {
    return ask(() -> observer.callStarted(call));
  }

  /** Calls the observer, or one of its scopes; null if that fails. */
  <T> @Nullable T ask(Supplier<@Nullable T> question) {
    try {
      return question.get();
    } catch (Throwable failure) { // whatever it is, the call is not to end with it
      failed(failure);
      return null;
    }
  }

  /** Notifies the observer, or one of its scopes. */
  void tell(Runnable message) {
    try {
      message.run();
    } catch (Throwable failure) { // whatever it is, the call is not to end with it
      failed(failure);
    }
  }

  private void failed(Throwable failure) {
    failures.increment();
    if (!hasWarned) {
      hasWarned = true;
      warn("The CallObserver " + observer.getClass().getName() + " failed", failure);
    }
  }

  /** Logs only the type of the failure, because its message may contain secrets. */
  static void warn(String what, Throwable failure) {
    LOG.log(
        Level.WARNING,
        "{0} with {1}. Calls go on without it. Said once.",
        what,
        failure.getClass().getName());
  }
}
