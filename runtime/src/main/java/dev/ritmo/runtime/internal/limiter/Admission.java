package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is admitted, who waits, who is refused, and when to look again. Not thread-safe: every method
 * runs under the lock of its limiter.
 *
 * <p>Only two waiters are timed: the head of the line, and the call that becomes due next. Whoever
 * changes the line wakes those two if they have changed.
 *
 * <p>Invariants, between any two calls:
 *
 * <ul>
 *   <li>a call is admitted only if all windows have room, the pause is over, and nobody due came
 *       before it;
 *   <li>a waiter is in the line, once, until it is admitted, refused or abandoned;
 *   <li>{@link #timedHead} and {@link #timedNext} are the head and the next due of the line;
 *   <li>{@link #projection}, if there is one, is what the windows will hold when everybody in the
 *       line has been admitted at the turn computed for it.
 * </ul>
 */
final class Admission {

  /** Turns are computed anew once the line runs this much later than computed. */
  private static final long DRIFT = 1_000_000;

  /** Lateness of the machine that is not held against a call that waits. */
  private static final long GRACE = 50_000_000;

  private final String name;
  private final List<Limit> limits;
  private final Timeline timeline;
  private final Windows windows;
  private final WaitingLine line = new WaitingLine();

  private @Nullable Waiter timedHead;
  private @Nullable Waiter timedNext;
  private @Nullable Projection projection;
  private long lastNow;
  private long lastArrival = -1;
  private long pausedUntil;
  private long admitted;
  private long refused;
  private long retried;

  Admission(String name, List<Limit> limits, Timeline timeline) {
    this.name = name;
    this.limits = limits;
    this.timeline = timeline;
    this.windows = new Windows(limits);
  }

  /** Reads the clock; never earlier than before. */
  long now() {
    lastNow = Math.max(lastNow, timeline.now());
    return lastNow;
  }

  /** The time of an arrival, unique, so that it gives each call its place. */
  long arrive(long now) {
    lastArrival = Math.max(now, lastArrival + 1);
    return lastArrival;
  }

  /** Admits a call that arrives now, if it need not wait. */
  boolean admitOnArrival(long now) {
    line.advance(now);
    boolean goes = line.head() == null && hasRoom(now);
    if (goes) {
      admit(now);
      projection = null;
      if (!line.isEmpty()) {
        project(now, null);
        wakeTimed(now);
      }
    }
    return goes;
  }

  /** Admits a waiter if it is its turn. */
  boolean admitIfDue(Waiter waiter, long now) {
    if (waiter.refusal != null) {
      throw waiter.refusal;
    }
    line.advance(now);
    boolean goes = waiter == line.head() && hasRoom(now);
    if (goes) {
      line.remove(waiter);
      admit(now);
      if (line.isEmpty()) {
        projection = null;
      } else if (now - waiter.turn > DRIFT || (projection == null && line.nextDue() != null)) {
        project(now, null);
      }
    }
    wakeTimed(now);
    return goes;
  }

  /** Adds a waiter to the line if its turn comes in time; otherwise refuses it. */
  void enqueue(Waiter waiter, long now) {
    line.advance(now);
    boolean isLast = line.add(waiter, now);
    if (isLast && projection != null) {
      projection.turn(startOfAdmission(now));
      projection.give(waiter);
      if (waiter.turn > waiter.latest) {
        refuse(waiter, now);
      } else {
        projection.admit();
      }
    } else {
      project(now, waiter);
    }
    wakeTimed(now);
    if (waiter.refusal != null) {
      throw waiter.refusal;
    }
  }

  void enqueueRetry(Waiter waiter, long now) {
    retried++;
    enqueue(waiter, now);
  }

  /**
   * Takes a waiter out of the line; false if it is not there any more. The turns of the others are
   * computed anew when they are needed, so that it costs little when many leave.
   */
  boolean abandon(Waiter waiter, long now) {
    boolean waited = line.remove(waiter);
    if (waited) {
      waiter.wake(Timeline.NEVER);
      projection = null;
      wakeTimed(now);
    }
    return waited;
  }

  void pause(long until, long now) {
    if (until > pausedUntil) {
      pausedUntil = until;
      project(now, null);
      wakeTimed(now);
    }
  }

  /** How long the waiter can sleep unless the line changes. */
  long nap(Waiter waiter, long now) {
    if (waiter == line.head()) {
      return Math.max(windows.earliest(now), pausedUntil) - now;
    }
    return waiter == line.nextDue() ? waiter.notBefore - now : Timeline.NEVER;
  }

  LimiterSnapshot snapshot(long now) {
    return new LimiterSnapshot(
        name,
        limits,
        admitted,
        windows.used(now),
        line.size(),
        refused,
        retried,
        pausedUntil > now ? timeline.instant(pausedUntil) : null);
  }

  long margin() {
    return windows.margin();
  }

  /**
   * Computes all turns, and refuses those that would come too late.
   *
   * @param arriving the call that has not waited yet, if there is one
   */
  private void project(long now, @Nullable Waiter arriving) {
    Projection future = new Projection(windows, startOfAdmission(now));
    List<Waiter> doomed =
        line.project(
            future,
            waiter -> {
              long grace = waiter == arriving ? 0 : GRACE;
              return waiter.turn > Timeline.after(waiter.latest, grace);
            });
    projection = future;
    for (Waiter waiter : doomed) {
      refuse(waiter, now);
      if (waiter != arriving) {
        waiter.wake(0);
      }
    }
  }

  private void refuse(Waiter waiter, long now) {
    line.remove(waiter);
    refused++;
    Duration turn = Duration.ofNanos(waiter.turn - now);
    waiter.refusal = new RateLimitExceededException(name, waiter.binding, turn);
  }

  private void wakeTimed(long now) {
    Waiter head = line.head();
    Waiter next = line.nextDue();
    rest(timedHead, head, next);
    rest(timedNext, head, next);
    if (head != null && head != timedHead) {
      head.wake(nap(head, now));
    }
    if (next != null && next != timedNext) {
      next.wake(nap(next, now));
    }
    timedHead = head;
    timedNext = next;
  }

  /** Lets a waiter sleep that is timed no more; one that has been refused is to notice it. */
  private static void rest(@Nullable Waiter timed, @Nullable Waiter head, @Nullable Waiter next) {
    if (timed != null && timed != head && timed != next && timed.refusal == null) {
      timed.wake(Timeline.NEVER);
    }
  }

  private boolean hasRoom(long now) {
    return now >= pausedUntil && windows.earliest(now) == now;
  }

  private long startOfAdmission(long now) {
    return Math.max(now, pausedUntil);
  }

  private void admit(long now) {
    windows.admit(now);
    admitted++;
  }
}
