package dev.ritmo.runtime.internal.call;

import dev.ritmo.runtime.spi.CallObserver.AttemptScope;
import dev.ritmo.runtime.spi.CallObserver.CallScope;
import dev.ritmo.runtime.spi.CallObserver.Outcome;
import dev.ritmo.runtime.spi.CallObserver.Scope;
import dev.ritmo.runtime.spi.CallObserver.Wait;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One call as one observer sees it. Each end is reported once, by the first thread. */
final class Observed {

  private final GuardedObserver observer;
  private final CallScope call;
  private final AtomicReference<@Nullable Scope> wait = new AtomicReference<>();
  private final AtomicReference<@Nullable Scope> attempt = new AtomicReference<>();

  /** The scope whose context is on the thread that runs the body; used only by that thread. */
  private @Nullable AttemptScope onThread;

  Observed(GuardedObserver observer, CallScope call) {
    this.observer = observer;
    this.call = call;
  }

  void waitStarted(Wait expected) {
    wait.set(observer.ask(() -> call.waitStarted(expected)));
  }

  void endWait(Outcome outcome, @Nullable Throwable failure) {
    end(wait, outcome, failure);
  }

  void attemptStarted(int number) {
    AttemptScope started = observer.ask(() -> call.attemptStarted(number));
    onThread = started;
    attempt.set(started);
  }

  void bodyLeft() {
    AttemptScope left = onThread;
    onThread = null;
    if (left != null) {
      observer.tell(left::bodyLeft);
    }
  }

  void endAttempt(Outcome outcome, @Nullable Throwable failure) {
    end(attempt, outcome, failure);
  }

  void end(Outcome outcome, @Nullable Throwable failure) {
    endWait(outcome, failure);
    endAttempt(outcome, failure);
    observer.tell(() -> call.ended(outcome, failure));
  }

  private void end(
      AtomicReference<@Nullable Scope> started, Outcome outcome, @Nullable Throwable failure) {
    Scope ended = started.getAndSet(null);
    if (ended != null) {
      observer.tell(() -> ended.ended(outcome, failure));
    }
  }
}
