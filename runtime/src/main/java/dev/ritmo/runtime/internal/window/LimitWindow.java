package dev.ritmo.runtime.internal.window;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What counts against one limit, and what is kept beside it: its burst, what rejections have shown,
 * and what the provider has said. Not thread-safe; see {@link Window}.
 */
final class LimitWindow {

  private final Limit limit;
  private final Span span;
  private final Window declared;
  private final @Nullable Span burstSpan;
  private final @Nullable Window burst;

  /** None of the others is there. */
  private boolean isPlain;

  /** Saves the most frequent kind a switch. */
  private final boolean isOfCalls;

  private @Nullable Learning learning;
  private @Nullable AmountLog learned;
  private @Nullable Fences fences;

  /** When this began to count; nobody can know what was used before. */
  private long begun = Span.LONG_AGO;

  private long heardOf = Span.LONG_AGO;

  LimitWindow(Limit limit) {
    this.limit = limit;
    isOfCalls = limit.dimension() == Dimension.CALLS;
    long period = limit.periodNanos();
    span = span(period);
    declared = window(limit.dimension(), limit.amount(), span);
    if (limit.burst() < limit.amount()) {
      burstSpan = span(burstPeriod(limit));
      burst = Window.ofCalls(limit.burst(), burstSpan);
    } else {
      burstSpan = null;
      burst = null;
    }
    isPlain = burst == null;
  }

  private LimitWindow(LimitWindow other) {
    limit = other.limit;
    isOfCalls = other.isOfCalls;
    span = other.span;
    declared = other.declared.copy();
    burstSpan = other.burstSpan;
    burst = other.burst == null ? null : other.burst.copy();
    learned = other.learned == null ? null : (AmountLog) other.learned.copy();
    fences = other.fences == null ? null : other.fences.copy();
    isPlain = other.isPlain;
  }

  private static Span span(long period) {
    return new Span(period, Span.margin(period), Span.setup(period));
  }

  private static Window window(Dimension dimension, long amount, Span span) {
    return dimension == Dimension.CALLS
        ? Window.ofCalls(amount, span)
        : new AmountLog(amount, span);
  }

  /** The time in which at most one burst is admitted, rounded up. */
  private static long burstPeriod(Limit limit) {
    long whole = limit.periodNanos() / limit.amount() * limit.burst();
    long rest = limit.periodNanos() % limit.amount() * limit.burst();
    return whole + (rest + limit.amount() - 1) / limit.amount();
  }

  /** To try what would be; it learns nothing. */
  LimitWindow copy() {
    return new LimitWindow(this);
  }

  /** What has been admitted under another limit of the same dimension counts under this one. */
  void restore(long now, LimitWindow other) {
    declared.restore(now, other.declared);
    if (burst != null) {
      burst.restore(now, other.declared);
    }
  }

  /** What the provider has said of another limit of the same dimension is kept here from now on. */
  void keepWhatWasSaid(long now, LimitWindow other) {
    if (other.fences != null) {
      fences().addAll(now, other.fences);
    }
  }

  private Fences fences() {
    Fences known = fences == null ? new Fences() : fences;
    fences = known;
    isPlain = false;
    return known;
  }

  /** Counts from now on, without any past. */
  void begin(long now) {
    begun = now;
  }

  Limit limit() {
    return limit;
  }

  /** The only window there is, if it counts each call by itself; null if there is more to it. */
  @Nullable CallRing plainRing() {
    return isPlain && declared instanceof CallRing ring ? ring : null;
  }

  long margin() {
    return span.margin();
  }

  /** The longest time by which anything can ever count longer than a period. */
  long largestMargin() {
    long period = limit.periodNanos();
    return Learning.largestMargin(period) + Span.setup(period);
  }

  long earliest(long now, Weights weights) {
    long amount = amount(weights);
    if (amount == 0) {
      return now;
    }
    long earliest = declared.earliest(now, amount);
    return isPlain ? earliest : earliestOfAll(earliest, amount);
  }

  /** Whether the call fits now; what is larger than the limit never does. */
  boolean hasRoom(long now, Weights weights) {
    long amount = amount(weights);
    return amount == 0
        || (declared.hasRoom(now, amount) && (isPlain || hasRoomElsewhere(now, amount)));
  }

  private boolean hasRoomElsewhere(long now, long amount) {
    return amount <= limit.burst() && earliestOfAll(now, amount) == now;
  }

  private long amount(Weights weights) {
    return isOfCalls ? weights.calls() : weights.of(limit.dimension());
  }

  private long earliestOfAll(long earliest, long amount) {
    long latest = earliest;
    if (burst != null) {
      latest = Math.max(latest, burst.earliest(earliest, amount));
    }
    if (learned != null) {
      latest = Math.max(latest, learned.earliest(earliest, amount));
    }
    if (learning != null) {
      latest = learning.earliest(latest);
    }
    if (fences != null) {
      latest = fences.earliest(latest, amount);
    }
    return latest;
  }

  void admit(long now, Weights weights) {
    long amount = amount(weights);
    if (amount == 0) {
      return;
    }
    declared.admit(now, amount);
    if (!isPlain) {
      admitElsewhere(now, amount);
    }
  }

  private void admitElsewhere(long now, long amount) {
    if (burst != null) {
      burst.admit(now, amount);
    }
    if (learned != null) {
      learned.admit(now, amount);
    }
    if (fences != null) {
      fences.admit(now, amount);
    }
    if (learning != null) {
      learning.admitted(now);
      if (learning.ease(now)) {
        adapt(now);
      }
    }
  }

  /**
   * Stops counting a part of what was admitted at that time.
   *
   * @return whether it was still counting
   */
  boolean giveBack(long now, long time, long amount) {
    if (time <= begun) {
      return false;
    }
    boolean wasCounted = declared.giveBack(now, time, amount) > 0;
    if (burst != null) {
      burst.giveBack(now, time, amount);
    }
    if (learned != null) {
      learned.giveBack(now, time, amount);
    }
    return wasCounted;
  }

  /** Counts what was used beyond a reservation. */
  void charge(long now, long amount) {
    if (declared instanceof AmountLog log) {
      log.charge(now, amount);
    }
    if (learned != null) {
      learned.charge(now, amount);
    }
  }

  /** Whether more was used than fits, so that what is given back is taken at once. */
  boolean isInDebt() {
    return (declared instanceof AmountLog log && log.isInDebt())
        || (learned != null && learned.isInDebt());
  }

  long used(long now) {
    return declared.used(now);
  }

  /** When nothing counts any more. */
  long empty(long now) {
    long empty = declared.earliest(now, Long.MAX_VALUE);
    return fences == null ? empty : fences.earliest(empty, Long.MAX_VALUE);
  }

  /**
   * Learns from a rejection although all of this was kept.
   *
   * @param time when the request left
   * @param stated how long the provider asks to wait; negative if it does not say
   */
  void rejected(long now, long time, long amount, long stated) {
    Learning taught = learning;
    if (taught == null) {
      taught = new Learning(new Restriction(limit.amount(), limit.periodNanos()));
      learning = taught;
      isPlain = false;
    }
    Window kept = learned == null ? declared : learned;
    taught.rejected(now, time, amount, stated, declared, kept.freed());
    adapt(now);
  }

  /** Keeps what was learned, from what is known of the past on. */
  private void adapt(long now) {
    Learning taught = learning;
    if (taught == null) {
      return;
    }
    span.setMargin(taught.margin(limit.periodNanos()));
    declared.respan();
    Restriction restriction = taught.restriction();
    if (restriction == null) {
      learned = null;
    } else {
      long length = restriction.length();
      Span learnedSpan = new Span(length, taught.margin(length), Span.setup(length));
      AmountLog stricter = new AmountLog(restriction.amount(), learnedSpan);
      stricter.restore(now, declared);
      learned = stricter;
    }
  }

  /**
   * Takes in what the provider has said about this limit. What others have used beside us counts as
   * if it had been admitted now; another limit, over another period, is kept until its reset.
   *
   * @param time when the request of the answer left; an earlier one than heard of is out of date
   * @param sinceThen how much has left after it
   */
  void observe(long now, long time, long most, long remaining, long reset, long sinceThen) {
    if (time < heardOf) {
      return;
    }
    heardOf = time;
    if (most == limit.amount() && reset <= limit.periodNanos() + span.margin()) {
      long others = limit.amount() - declared.used(now) - remaining;
      if (others > 0) {
        declared.admit(now, others);
      }
    } else {
      fences().add(now, new Fence(most, now + reset, remaining - sinceThen));
    }
  }

  /** How much has left after a time. */
  long since(long time) {
    long[] sum = new long[1];
    declared.replay(
        (at, amount) -> {
          if (at > time) {
            sum[0] += amount;
          }
        });
    return sum[0];
  }

  /** The limit in force: the declared one, or what was learned. */
  Limit inForce() {
    Restriction restriction = learning == null ? null : learning.restriction();
    if (restriction == null) {
      return limit;
    }
    TimeUnit unit = largestUnit(restriction.length());
    return new Limit(
        limit.dimension(),
        restriction.amount(),
        restriction.amount(),
        unit.convert(restriction.length(), TimeUnit.NANOSECONDS),
        unit);
  }

  /** The largest unit, for people, of which the length is a whole number; microseconds at least. */
  private static TimeUnit largestUnit(long length) {
    for (TimeUnit unit : List.of(TimeUnit.SECONDS, TimeUnit.MILLISECONDS, TimeUnit.MICROSECONDS)) {
      if (length % unit.toNanos(1) == 0) {
        return unit;
      }
    }
    return TimeUnit.NANOSECONDS;
  }
}
