package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.Priority;
import dev.ritmo.runtime.internal.limiter.feedback.BackOffAdvice;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.testkit.Delays;
import dev.ritmo.testkit.Policy;
import dev.ritmo.testkit.Verdict;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch of calls that workers make under one limiter, to a provider on the other end of a slow
 * line, all on virtual time.
 */
final class Batch {

  /** What a rejection says of the time to come back, in nanoseconds; negative for nothing. */
  interface Statement {
    long of(Verdict verdict);

    /** Whole seconds, rounded up. */
    Statement SECONDS =
        verdict -> (verdict.retryAfterNanos() + 999_999_999) / 1_000_000_000 * 1_000_000_000;

    /** Whole milliseconds, rounded up. */
    Statement MILLIS = verdict -> (verdict.retryAfterNanos() + 999_999) / 1_000_000 * 1_000_000;

    Statement NOTHING = verdict -> -1;
  }

  private static final long REJECTION = 5_000_000;
  private static final long BACK_OFF = 500_000_000;
  private static final long LONGEST = 8_000_000_000L;
  private static final Terms TERMS = new Terms(Weights.ONE_CALL, Priority.NORMAL, Timeline.NEVER);

  private final VirtualClock clock;
  private final Admission limiter;
  private Policy policy;
  private Delays delays;
  private final Statement statement;
  private final List<Long> departures = new ArrayList<>();
  private final List<Long> rejections = new ArrayList<>();
  private int requests;
  private int begun;
  private int done;
  private int size;
  private long start;
  private long end;

  Batch(VirtualClock clock, Admission limiter, Policy policy, Delays delays, Statement statement) {
    this.clock = clock;
    this.limiter = limiter;
    this.policy = policy;
    this.delays = delays;
    this.statement = statement;
  }

  /** Makes so many calls by so many workers; returns how long that takes. */
  Duration run(int calls, int workers) {
    start = now();
    end = start;
    departures.clear();
    rejections.clear();
    size = calls;
    begun = 0;
    done = 0;
    for (int i = 0; i < workers; i++) {
      next();
    }
    for (int i = 0; done < calls; i++) {
      if (i == 1_000_000 || clock.next().isEmpty()) {
        throw new AssertionError("never ends: " + done + " of " + calls + " done");
      }
      clock.advance(clock.next().orElseThrow());
    }
    return Duration.ofNanos(end - start);
  }

  /** The provider, or the way there, is another from now on. */
  void change(Policy otherPolicy, Delays otherDelays) {
    policy = otherPolicy;
    delays = otherDelays;
  }

  /** When requests left, since the start. */
  List<Long> departures() {
    return departures;
  }

  /** When rejections came back, since the start. */
  List<Long> rejections() {
    return rejections;
  }

  private long now() {
    return limiter.timeline().now();
  }

  private void next() {
    if (begun == size) {
      return;
    }
    begun++;
    Call call = new Call();
    AsyncWaiter waiter = limiter.enter(null, TERMS, call::look);
    call.arrival = waiter.arrival();
    if (waiter.isAdmitted()) {
      call.send();
    }
  }

  private final class Call {
    private long arrival;
    private int failuresInARow;

    void look(AsyncWaiter waiter) {
      if (waiter.tryAdmit()) {
        failuresInARow = waiter.isReleased() ? 0 : failuresInARow;
        send();
      }
    }

    void send() {
      departures.add(now() - start);
      Delays.Trip trip = delays.trip(requests++);
      clock.schedule(() -> decide(trip), trip.upNanos());
    }

    private void decide(Delays.Trip trip) {
      Verdict verdict = policy.decide(now());
      if (verdict.admitted()) {
        clock.schedule(this::answered, trip.modelNanos() + trip.downNanos());
      } else {
        long stated = statement.of(verdict);
        clock.schedule(() -> rejected(stated), REJECTION + trip.downNanos());
      }
    }

    private void answered() {
      end(Inference.Outcome.SERVED);
      done++;
      end = now();
      next();
    }

    private void end(Inference.Outcome outcome) {
      if (limiter.isWatching()) {
        limiter.close(null, arrival, Terms.oneCall(0), outcome);
      }
    }

    private void rejected(long stated) {
      rejections.add(now() - start);
      Signal signal = new Signal(Signal.Kind.REJECTED, null, stated);
      BackOffAdvice advice = limiter.failed(null, arrival, Terms.oneCall(0), signal);
      failuresInARow = advice.isPaced() ? 1 : failuresInARow + 1;
      end(Inference.Outcome.UNKNOWN);
      long backOff = Math.min(LONGEST, BACK_OFF << Math.min(failuresInARow - 1, 10));
      long notBefore = now() + (stated < 0 ? backOff : stated);
      AsyncWaiter again =
          limiter.waiter(
              TERMS,
              new Attempt(arrival, notBefore, Timeline.NEVER, stated < 0, Admission.NO_CALL),
              this::look);
      limiter.reenter(null, again);
    }
  }
}
