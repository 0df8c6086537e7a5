package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.InterruptedWaitException;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.limiter.feedback.Usage;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.TimeSource;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A real limiter on virtual time, and calls by number: blocked threads and asynchronous calls in
 * one queue.
 */
final class Line {

  private final VirtualClock clock;
  private final Admission limiter;
  private final Outcomes outcomes = new Outcomes();
  private final Map<Integer, Call> calls = new ConcurrentHashMap<>();

  Line(VirtualClock clock, TimeSource time, Limit... limits) {
    this.clock = clock;
    this.limiter =
        new LimiterCore("line", Limits.of(limits).setup(Duration.ZERO), new Timeline(time));
  }

  Line(VirtualClock clock, Limit... limits) {
    this(clock, clock, limits);
  }

  Admission limiter() {
    return limiter;
  }

  Outcomes outcomes() {
    return outcomes;
  }

  long now() {
    return limiter.timeline().now();
  }

  void advance(long nanos) {
    clock.advance(Duration.ofNanos(nanos));
  }

  /**
   * A new call arrives. It needs a number of its own if a call that waits in the same way is still
   * running.
   */
  void arrive(int id, boolean blocks, long maxWait) {
    arrive(id, blocks, Terms.oneCall(maxWait));
  }

  void arrive(int id, boolean blocks, Terms terms) {
    Call call = new Call(id, blocks, terms);
    calls.put(id, call);
    if (blocks) {
      call.block(() -> limiter.admit(null, terms));
    } else {
      call.enter(() -> limiter.enter(null, terms, call::look));
    }
    settle();
  }

  void retry(int id, long delay, long maxWait) {
    Call call = call(id);
    close(id);
    Terms terms = new Terms(call.terms.weights(), call.terms.priority(), maxWait);
    long notBefore = now() + delay;
    long latest = Timeline.after(notBefore, maxWait);
    if (call.blocks) {
      call.block(
          () -> {
            boolean unused =
                limiter.readmit(
                    null,
                    terms,
                    new Attempt(call.arrival, notBefore, latest, false, Admission.NO_CALL));
            return call.arrival;
          });
    } else {
      call.enter(
          () -> {
            AsyncWaiter again =
                limiter.waiter(
                    terms,
                    new Attempt(call.arrival, notBefore, latest, false, Admission.NO_CALL),
                    call::look);
            limiter.reenter(null, again);
            return again;
          });
    }
    settle();
  }

  /** Interrupts or abandons a call that waits. */
  void leave(int id) {
    call(id).leave();
    settle();
  }

  /** An admitted call reports how many tokens it has used. */
  void used(int id, long tokens) {
    if (!limiter.settle(null, call(id).arrival, Usage.of(Dimension.TOKENS, tokens))) {
      throw new AssertionError("Closed: " + id);
    }
    settle();
  }

  /** An admitted call was not sent. */
  void giveBack(int id) {
    limiter.giveBack(null, call(id).arrival, call(id).terms);
    settle();
  }

  /** An admitted call ends. */
  void close(int id) {
    Call call = call(id);
    limiter.close(null, call.arrival, call.terms, Inference.Outcome.SERVED);
    settle();
  }

  void change(List<Limit> limits) {
    limiter.change(Limits.of(limits.toArray(Limit[]::new)));
    settle();
  }

  void pause(long length) {
    limiter.pause(now() + length);
    settle();
  }

  private Call call(int id) {
    Call call = calls.get(id);
    if (call == null) {
      throw new AssertionError("No call " + id);
    }
    return call;
  }

  /** Runs what is due at once, in as many rounds as necessary. */
  private void settle() {
    clock.awaitQuiet();
    int rounds = 0;
    while (clock.next().filter(Duration::isZero).isPresent()) {
      clock.advance(Duration.ZERO);
      if (++rounds > 10_000) {
        throw new AssertionError("Somebody looks at the clock again and again");
      }
    }
  }

  private interface Entry {
    AsyncWaiter enter();
  }

  private final class Call {

    private final int id;
    private final boolean blocks;
    private final Terms terms;
    private volatile long arrival;
    private volatile @Nullable AsyncWaiter waiter;
    private volatile @Nullable Thread thread;
    private volatile @Nullable RateLimitExceededException refused;

    Call(int id, boolean blocks, Terms terms) {
      this.id = id;
      this.blocks = blocks;
      this.terms = terms;
    }

    void block(LongSupplier admission) {
      thread =
          clock.start(
              "call " + id,
              () -> {
                try {
                  arrival = admission.getAsLong();
                  outcomes.admitted(id, now());
                } catch (RateLimitExceededException refusal) {
                  refused(refusal);
                } catch (InterruptedWaitException interrupt) {
                  outcomes.left(id, now());
                }
              });
    }

    void enter(Entry entry) {
      try {
        AsyncWaiter entered = entry.enter();
        waiter = entered;
        arrival = entered.arrival();
        if (entered.isAdmitted()) {
          outcomes.admitted(id, now());
        }
      } catch (RateLimitExceededException refusal) {
        refused(refusal);
      }
    }

    void look(AsyncWaiter entered) {
      try {
        if (entered.tryAdmit()) {
          outcomes.admitted(id, now());
        }
      } catch (RateLimitExceededException refusal) {
        refused(refusal);
      }
    }

    void leave() {
      Thread blocked = thread;
      AsyncWaiter entered = waiter;
      if (blocked != null) {
        blocked.interrupt();
      } else if (entered != null && entered.abandon()) {
        outcomes.left(id, now());
      }
    }

    /** A waiter may look more often than necessary. */
    private void refused(RateLimitExceededException refusal) {
      if (refusal == refused) {
        return;
      }
      refused = refusal;
      outcomes.refused(
          id, now(), refusal.limit().orElse(null), Timeline.nanos(refusal.retryAfter()));
    }
  }
}
