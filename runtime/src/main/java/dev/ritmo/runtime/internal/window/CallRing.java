package dev.ritmo.runtime.internal.window;

import java.util.Arrays;

/**
 * A window for up to {@value Window#EXACT} calls, exact: a ring with a slot for each call that the
 * limit allows, each the time of the last call that took it.
 *
 * <p>Invariants: slots are in the order of the times from which their calls count; {@link
 * #nextFree} is the end of the oldest. Each is taken again only when its last call counts no more.
 * So of the calls that count at any moment, no two share a slot, and there are at most as many as
 * slots.
 */
final class CallRing implements Window {

  private final Span span;
  private final long[] times;
  private int oldest;

  /** That of the span: saves the most frequent operation a look at it. */
  private long length;

  /** When the next call fits, as long as the span stays as it is. */
  private long nextFree = Span.LONG_AGO;

  /** The last time that was overwritten; how many were before is not known. */
  private long forgotten = Span.LONG_AGO;

  // of those that still counted when the limit became too small for them: how many, and the last
  private long squeezed;
  private long squeezedTime = Span.LONG_AGO;

  CallRing(int limit, Span span) {
    this.span = span;
    this.length = span.length();
    this.times = new long[limit];
    Arrays.fill(times, Span.LONG_AGO);
  }

  private CallRing(CallRing other) {
    span = new Span(other.span);
    length = other.length;
    times = other.times.clone();
    oldest = other.oldest;
    nextFree = other.nextFree;
    forgotten = other.forgotten;
    squeezed = other.squeezed;
    squeezedTime = other.squeezedTime;
  }

  @Override
  public Window copy() {
    return new CallRing(this);
  }

  @Override
  public long earliest(long now, long calls) {
    int last = (int) Math.min(calls, times.length) - 1;
    return Math.max(now, span.end(times[after(last)]));
  }

  @Override
  public boolean hasRoom(long now, long calls) {
    return calls == 1 ? now >= nextFree : calls <= times.length && earliest(now, calls) == now;
  }

  @Override
  public boolean tryAdmit(long now) {
    if (now < nextFree) {
      return false;
    }
    put(now);
    return true;
  }

  @Override
  public void respan() {
    length = span.length();
    nextFree = span.end(times[oldest]);
  }

  @Override
  public void admit(long now, long from, long calls) {
    for (long i = Math.min(calls, times.length); i > 0; i--) {
      put(from);
      sortIn();
    }
  }

  /** Moves the newest before those that count from a later time. */
  private void sortIn() {
    for (int i = times.length - 1; i > 0; i--) {
      int newer = after(i);
      int older = after(i - 1);
      if (times[older] <= times[newer]) {
        return;
      }
      long time = times[older];
      times[older] = times[newer];
      times[newer] = time;
    }
    respan();
  }

  @Override
  public void charge(long now, long calls) {
    admit(now, now, calls);
  }

  @Override
  public boolean isInDebt() {
    return false;
  }

  @Override
  public void advance(long now, Advance advance, long calls) {
    long left = calls;
    for (int i = 0; i < times.length && left > 0; i++) {
      if (times[after(i)] == advance.from()) {
        moveEarlier(i, advance.to());
        left--;
      }
    }
  }

  /** Gives a call an earlier time, and the place that goes with it. */
  private void moveEarlier(int position, long earlier) {
    int i = position;
    while (i > 0 && times[after(i - 1)] > earlier) {
      times[after(i)] = times[after(i - 1)];
      i--;
    }
    times[after(i)] = earlier;
    respan();
  }

  @Override
  public long giveBack(long now, long from, long calls) {
    if (span.end(from) <= now) {
      return 0;
    }
    long left = calls;
    for (int i = times.length - 1; i >= 0 && left > 0; i--) {
      if (times[after(i)] == from) {
        free(i);
        left--;
        i++; // an older one has moved here
      }
    }
    return calls - left;
  }

  @Override
  public long used(long now) {
    long used = span.end(squeezedTime) > now ? squeezed : 0;
    for (long time : times) {
      if (span.end(time) > now) {
        used++;
      }
    }
    return used;
  }

  @Override
  public long freed() {
    return forgotten == Span.LONG_AGO ? forgotten : span.end(forgotten);
  }

  @Override
  public long knownSince() {
    return forgotten;
  }

  @Override
  public void replay(History history) {
    if (squeezed > 0) {
      history.admitted(squeezedTime, squeezed);
    }
    for (int i = 0; i < times.length; i++) {
      long time = times[after(i)];
      if (time != Span.LONG_AGO) {
        history.admitted(time, 1);
      }
    }
  }

  @Override
  public void replayForgotten(History history) {
    if (forgotten != Span.LONG_AGO) {
      history.admitted(forgotten, Integer.MAX_VALUE); // it is not known how many
    }
  }

  @Override
  public void restore(long now, Window other) {
    long[] known = new long[1];
    other.replay((time, amount) -> known[0] += amount);
    other.replayForgotten(
        (time, amount) -> restore(now, time, Math.min(amount, times.length - known[0])));
    other.replay((time, amount) -> restore(now, time, amount));
    other.replayForgotten((time, amount) -> forgotten = Math.max(forgotten, time));
  }

  private void restore(long now, long time, long calls) {
    long kept = Math.min(calls, times.length);
    squeeze(now, time, calls - kept);
    for (long i = 0; i < kept; i++) {
      boolean isSqueezed = span.end(times[oldest]) > now;
      long forgottenBefore = forgotten;
      squeeze(now, times[oldest], 1);
      long squeezedSoFar = squeezed;
      put(time);
      squeezed = squeezedSoFar;
      forgotten = isSqueezed ? forgottenBefore : forgotten;
    }
  }

  /** Notes calls that find no slot any more, if they count. */
  private void squeeze(long now, long time, long calls) {
    if (calls > 0 && span.end(time) > now) {
      squeezed += calls;
      squeezedTime = Math.max(squeezedTime, time);
    }
  }

  private void put(long time) {
    forgotten = times[oldest];
    squeezed = 0; // they were before that
    times[oldest] = time;
    oldest = after(1);
    nextFree = times[oldest] + length;
  }

  /** Frees the slot at a distance from the oldest: those before it move up; the oldest is free. */
  private void free(int position) {
    for (int i = position; i > 0; i--) {
      times[after(i)] = times[after(i - 1)];
    }
    times[oldest] = squeezed > 0 ? squeezedTime : forgotten; // after a change some may still count
    squeezed = Math.max(0, squeezed - 1);
    respan();
  }

  private int after(int steps) {
    int index = oldest + steps;
    return index < times.length ? index : index - times.length;
  }
}
