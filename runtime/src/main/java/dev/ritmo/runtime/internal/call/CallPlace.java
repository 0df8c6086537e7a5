package dev.ritmo.runtime.internal.call;

import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.Place;
import dev.ritmo.runtime.internal.limiter.Terms;
import dev.ritmo.runtime.internal.retry.NoRepeat;
import dev.ritmo.runtime.internal.window.Inference;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The place of a call that may send requests under its own limiter. The first request takes it; if
 * a call of a method that sends requests sends none, its place is given back. A call of a method
 * that is not known to send requests counts itself. Thread-safe.
 */
final class CallPlace implements Place {

  private final MethodGuard guard;
  private final @Nullable Object key;
  private final Terms terms;
  private final AtomicReference<State> state = new AtomicReference<>(State.ENDED);
  private volatile long arrival;

  /** Whether its body has made a request, under any limiter. */
  private volatile boolean hasRequests;

  private volatile @Nullable NoRepeat noRepeat;

  private enum State {
    HELD,
    TAKEN,
    ENDED
  }

  CallPlace(MethodGuard guard, @Nullable Object key, Terms terms) {
    this.guard = guard;
    this.key = key;
    this.terms = terms;
  }

  /** An attempt of the call was admitted. */
  void admitted(long number) {
    arrival = number;
    state.set(State.HELD);
  }

  @Override
  public boolean take() {
    boolean isTaken = state.compareAndSet(State.HELD, State.TAKEN);
    if (isTaken) {
      guard.sendRequests();
    }
    return isTaken;
  }

  /** Whether the requests count, and not the call. */
  boolean countsRequests() {
    return state.get() == State.TAKEN || guard.sendsRequests();
  }

  /** The attempt has ended, on the thread that ran the body if there is one. */
  void end(Inference.Outcome outcome) {
    if (!state.compareAndSet(State.HELD, State.ENDED)) {
      CallSteps.leave(limiter(), arrival);
    } else if (guard.sendsRequests()) {
      CallSteps.giveBack(limiter(), key, arrival, terms);
    } else if (guard.reportsEnds()) {
      CallSteps.close(limiter(), key, arrival, terms, outcome);
    }
  }

  /** The body of the call makes a request, under any limiter. */
  void makesRequest() {
    hasRequests = true;
  }

  /** Whether the body of the call has made a request, under any limiter. */
  boolean hasRequests() {
    return hasRequests;
  }

  /** The body of the call must not run again. */
  void forbidRepetition(NoRepeat reason) {
    noRepeat = reason;
  }

  /** Why the body of the call must not run again; null if it may. */
  @Nullable NoRepeat noRepeat() {
    return noRepeat;
  }

  Admission limiter() {
    return guard.limiter();
  }

  @Nullable Object key() {
    return key;
  }

  @Override
  public long arrival() {
    return arrival;
  }

  @Override
  public Terms terms() {
    return terms;
  }
}
