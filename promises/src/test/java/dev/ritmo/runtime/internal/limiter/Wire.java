package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.Priority;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.limiter.feedback.BackOffAdvice;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Requests of one program on their way to a provider that may reject them, on virtual time. */
final class Wire {

  private static final long MILLI = 1_000_000;
  private static final long BACK_OFF = 500 * MILLI;
  private static final long LONGEST = 8000 * MILLI;

  /** How a request ends. */
  enum End {
    SERVED,
    REJECTED,
    /** It is never answered. */
    LOST
  }

  /** What the provider does with what arrives then, in nanoseconds since the start. */
  interface Provider {
    End decide(long time);

    static Provider rejecting(LongPredicate when) {
      return time -> when.test(time) ? End.REJECTED : End.SERVED;
    }
  }

  private final VirtualClock clock;
  private final Admission limiter;
  private final List<Long> sent = new ArrayList<>();
  private final List<Long> refused = new ArrayList<>();
  private Provider provider;
  private int served;
  private int rejected;
  private int underWay;
  private int mostUnderWay;

  Wire(VirtualClock clock, Admission limiter, Provider provider) {
    this.clock = clock;
    this.limiter = limiter;
    this.provider = provider;
  }

  void provider(Provider other) {
    provider = other;
  }

  /** So many calls come now, and wait for ever. */
  void calls(int count) {
    for (int i = 0; i < count; i++) {
      call(null, Weights.ONE_CALL, Timeline.NEVER);
    }
  }

  void call(@Nullable Object key, Weights weights, long maxWait) {
    Call call = new Call(key, new Terms(weights, Priority.NORMAL, maxWait));
    try {
      AsyncWaiter waiter = limiter.enter(key, call.terms, call::look);
      call.arrival = waiter.arrival();
      if (waiter.isAdmitted()) {
        call.send();
      }
    } catch (RateLimitExceededException refusal) {
      refused.add(now());
    }
  }

  void advance(long millis) {
    clock.advance(Duration.ofMillis(millis));
  }

  long now() {
    return limiter.timeline().now();
  }

  /** When requests were sent, in milliseconds since the start. */
  List<Long> sent() {
    return sent.stream().map(time -> time / MILLI).toList();
  }

  /** How many were sent in an interval of milliseconds, its end excluded. */
  long sentBetween(long from, long to) {
    return sent.stream().filter(time -> time >= from * MILLI && time < to * MILLI).count();
  }

  /** When calls were refused, in milliseconds since the start. */
  List<Long> refused() {
    return refused.stream().map(time -> time / MILLI).toList();
  }

  int served() {
    return served;
  }

  int rejected() {
    return rejected;
  }

  /** The most that were under way at a time since this was last asked. */
  int takeMostUnderWay() {
    int most = mostUnderWay;
    mostUnderWay = underWay;
    return most;
  }

  private final class Call {

    private final @Nullable Object key;
    private final Terms terms;
    private long arrival;
    private int failuresInARow;

    Call(@Nullable Object key, Terms terms) {
      this.key = key;
      this.terms = terms;
    }

    void look(AsyncWaiter waiter) {
      try {
        if (waiter.tryAdmit()) {
          failuresInARow = waiter.isReleased() ? 0 : failuresInARow;
          send();
        }
      } catch (RateLimitExceededException refusal) {
        refused.add(now());
      }
    }

    void send() {
      sent.add(now());
      underWay++;
      mostUnderWay = Math.max(mostUnderWay, underWay);
      clock.schedule(this::arrive, 20 * MILLI);
    }

    private void arrive() {
      switch (provider.decide(now())) {
        case SERVED -> clock.schedule(this::answered, 400 * MILLI);
        case REJECTED -> clock.schedule(this::rejected, 10 * MILLI);
        case LOST -> underWay--;
      }
    }

    private void answered() {
      underWay--;
      served++;
      end(Inference.Outcome.SERVED);
    }

    private void end(Inference.Outcome outcome) {
      if (limiter.tracksPermits() || limiter.isWatching()) {
        limiter.close(key, arrival, terms, outcome);
      }
    }

    private void rejected() {
      underWay--;
      rejected++;
      Signal signal = new Signal(Signal.Kind.REJECTED, null, -1);
      BackOffAdvice advice = limiter.failed(key, arrival, terms, signal);
      failuresInARow = advice.isPaced() ? 1 : failuresInARow + 1;
      end(Inference.Outcome.UNKNOWN);
      long backOff = Math.min(LONGEST, BACK_OFF << Math.min(failuresInARow - 1, 10));
      long notBefore = now() + backOff;
      long latest = Timeline.after(notBefore, terms.maxWait());
      AsyncWaiter again =
          limiter.waiter(
              terms, new Attempt(arrival, notBefore, latest, true, Admission.NO_CALL), this::look);
      try {
        limiter.reenter(key, again);
      } catch (RateLimitExceededException refusal) {
        refused.add(now());
      }
    }
  }
}
