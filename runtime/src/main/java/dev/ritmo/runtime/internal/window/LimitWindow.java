package dev.ritmo.runtime.internal.window;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The constraints that hold for one limit: its window, its burst, and what the provider has
 * reported. What rejections show is a matter of all limits together, see {@link Inference}. Not
 * thread-safe.
 */
final class LimitWindow implements DeclaredWindow {

  private final Limit limit;
  private final Span span;
  private final Window declared;

  /** All of them, {@link #declared} first; one where there is nothing beside it. */
  private Constraint[] constraints;

  private @Nullable ReportedLimits reported;

  private @Nullable OtherUse others;

  /** Saves the most frequent dimension a switch. */
  private final boolean isOfCalls;

  /** When this began to count; what was used before is unknown. */
  private long begun = Span.LONG_AGO;

  /** When the request of the latest report left. */
  private long latestReport = Span.LONG_AGO;

  LimitWindow(Limit limit) {
    this.limit = limit;
    isOfCalls = limit.dimension() == Dimension.CALLS;
    span = new Span(limit.periodNanos());
    declared = window(limit.dimension(), limit.amount(), span);
    constraints =
        limit.burst() < limit.amount()
            ? new Constraint[] {
              declared, windowOfCalls(limit.burst(), new Span(burstPeriod(limit)))
            }
            : new Constraint[] {declared};
  }

  private LimitWindow(LimitWindow other) {
    limit = other.limit;
    isOfCalls = other.isOfCalls;
    span = other.span;
    constraints = other.constraints.clone();
    for (int i = 0; i < constraints.length; i++) {
      constraints[i] = constraints[i].copy();
    }
    declared = (Window) constraints[0];
  }

  private static Window window(Dimension dimension, long amount, Span span) {
    return dimension == Dimension.CALLS ? windowOfCalls(amount, span) : new AmountLog(amount, span);
  }

  /** An empty window for calls, which are many small amounts. */
  private static Window windowOfCalls(long limit, Span span) {
    return limit <= Window.EXACT ? new CallRing((int) limit, span) : new AmountLog(limit, span);
  }

  /** The time in which at most one burst is admitted, rounded up. */
  private static long burstPeriod(Limit limit) {
    long whole = limit.periodNanos() / limit.amount() * limit.burst();
    long rest = limit.periodNanos() % limit.amount() * limit.burst();
    return whole + (rest + limit.amount() - 1) / limit.amount();
  }

  /** To try what would be. */
  LimitWindow copy() {
    return new LimitWindow(this);
  }

  /** What has been admitted under another limit of the same dimension counts under this one. */
  void restore(long now, LimitWindow other) {
    for (Constraint constraint : constraints) {
      if (constraint instanceof Window window) {
        window.restore(now, other.declared);
      }
    }
  }

  /** What the provider has reported of another limit of the same dimension is kept here too. */
  void keepReports(long now, LimitWindow other) {
    if (other.reported != null) {
      reported().addAll(now, other.reported);
    }
  }

  private ReportedLimits reported() {
    ReportedLimits known = reported;
    if (known == null) {
      known = new ReportedLimits();
      reported = known;
      constraints = Arrays.copyOf(constraints, constraints.length + 1);
      constraints[constraints.length - 1] = known;
    }
    return known;
  }

  /** Counts from now on, without any past. */
  void begin(long now) {
    begun = now;
  }

  @Override
  public Limit limit() {
    return limit;
  }

  boolean isOf(Dimension dimension) {
    return limit.dimension() == dimension;
  }

  /** The declared window if it counts calls; null otherwise. */
  @Nullable Window ofCalls() {
    return isOfCalls ? declared : null;
  }

  /** Whether {@link #ofCalls} is all there is. */
  boolean isPlain() {
    return isOfCalls && constraints.length == 1;
  }

  @Override
  public long margin() {
    return span.margin();
  }

  @Override
  public void setMargin(long margin) {
    span.setMargin(margin);
    declared.respan();
  }

  long earliest(long now, Weights weights) {
    long amount = amount(weights);
    if (amount == 0) {
      return now;
    }
    long earliest = now;
    for (Constraint constraint : constraints) {
      earliest = Math.max(earliest, constraint.earliest(now, amount));
    }
    return earliest;
  }

  /** Whether the call fits now; what is larger than the limit never does. */
  boolean hasRoom(long now, Weights weights) {
    long amount = amount(weights);
    if (amount == 0) {
      return true;
    }
    for (Constraint constraint : constraints) {
      if (!constraint.hasRoom(now, amount)) {
        return false;
      }
    }
    return true;
  }

  private long amount(Weights weights) {
    return isOfCalls ? weights.calls() : weights.of(limit.dimension());
  }

  void admit(long now, long from, Weights weights) {
    long amount = amount(weights);
    if (amount > 0) {
      for (Constraint constraint : constraints) {
        constraint.admit(now, from, amount);
      }
    }
  }

  /** Counts a call from an earlier time than was expected. */
  void advance(long now, Advance advance, Weights held) {
    long amount = amount(held);
    if (amount > 0) {
      for (Constraint constraint : constraints) {
        constraint.advance(now, advance, amount);
      }
    }
  }

  /**
   * Stops counting a part of what was admitted.
   *
   * @param from when it began to count
   * @return whether it was still counting
   */
  boolean giveBack(long now, long from, long amount) {
    if (from <= begun) {
      return false;
    }
    boolean wasCounted = false;
    for (Constraint constraint : constraints) {
      wasCounted |= constraint.giveBack(now, from, amount) > 0 && constraint == declared;
    }
    return wasCounted;
  }

  /** Counts what was used beyond a reservation. */
  void charge(long now, long amount) {
    for (Constraint constraint : constraints) {
      constraint.charge(now, amount);
    }
  }

  /** Whether more was used than fits, so that what is given back is taken at once. */
  boolean isInDebt() {
    for (Constraint constraint : constraints) {
      if (constraint.isInDebt()) {
        return true;
      }
    }
    return false;
  }

  long used(long now) {
    return declared.used(now);
  }

  /** When nothing counts any more. */
  long empty(long now) {
    long empty = now;
    for (Constraint constraint : constraints) {
      empty = Math.max(empty, constraint.empty(now));
    }
    return empty;
  }

  @Override
  public long freed() {
    return declared.freed();
  }

  @Override
  public long knownSince() {
    return declared.knownSince();
  }

  @Override
  public void replay(History history) {
    declared.replay(history);
  }

  /**
   * Takes in what the provider has reported about this limit. What others have used beside us
   * counts from now on, and until the reset at the latest; another limit, over another period, is
   * kept until its reset.
   *
   * @param call the request of the answer; an earlier one than reported on last is out of date
   */
  void observe(long now, CallTimes call, Observation seen) {
    if (call.left() < latestReport) {
      return;
    }
    latestReport = call.left();
    boolean isDeclared =
        seen.isOf(limit) && seen.resetNanos() <= limit.periodNanos() + span.margin();
    if (isDeclared) {
      long others = others().beyondKnown(call, seen.remaining());
      if (others > 0) {
        others().count(now, seen.resetNanos(), others);
      }
    } else {
      long remaining = seen.remaining() - leftSince(call.from());
      long until = now + seen.resetNanos();
      reported()
          .add(now, new ReportedLimit(seen.limit(), until, call.from(), Math.max(0, remaining)));
    }
  }

  private OtherUse others() {
    OtherUse known = others == null ? new OtherUse(limit, span, declared) : others;
    others = known;
    return known;
  }

  /** How much has left after a time. */
  private long leftSince(long time) {
    long[] sum = new long[1];
    declared.replay(
        (at, amount) -> {
          if (at > time) {
            sum[0] += amount;
          }
        });
    return sum[0];
  }
}
