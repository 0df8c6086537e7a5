package dev.ritmo.runtime.internal.window.infer;

import dev.ritmo.runtime.internal.window.DeclaredWindow;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.internal.window.infer.Probing.State;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells rejections that are nobody's limit from those of a limit that is lower than declared, at
 * little cost. Four ideas carry it; docs/inference.md says what each of them buys.
 *
 * <ol>
 *   <li><em>Doubt is free.</em> After a rejection requests are paced at the declared mean rate
 *       until one that left later is served. Then the rejection meant nothing.
 *   <li><em>Only a majority is an event</em>: three rejected in a row, or many of those that were
 *       on their way together. Then one request at a time probes, see {@link Probing}. The first
 *       one that is served ends the event, and how full each window was tells what it was: a lower
 *       limit, shorter windows, or a storm, after which the whole limit is used again at once.
 *   <li><em>A cap is cheap because it is always being lifted</em>, see {@link Cap}.
 *   <li><em>Compare like with like</em>, see {@link ObservedWindow}.
 * </ol>
 */
public final class RejectionInference implements Inference {

  /** Begins to infer with the first rejection. */
  public static final Factory FACTORY = RejectionInference::new;

  private static final long SECOND = 1_000_000_000;
  private static final long LONG_AGO = Long.MIN_VALUE / 2;

  /** Rejections in a row that are an event. */
  private static final int IN_A_ROW = 3;

  /** Rejections of requests that were on their way together that are one. */
  private static final int BULK = 4;

  private final ObservedWindows windows;
  private final Probing probing;
  private final Rejections event = new Rejections();
  private final Strikes strikes = new Strikes();
  private @Nullable Slices slices;
  private long latestRejection = LONG_AGO;
  private boolean isReleased;

  private RejectionInference(List<? extends DeclaredWindow> declared) {
    windows = new ObservedWindows(declared);
    probing = new Probing();
  }

  private RejectionInference(RejectionInference other) {
    windows = other.windows.forecast();
    probing = Probing.forecastOf(other.probing);
    Slices kept = other.slices;
    if (kept != null) {
      slices = kept.forecast(windows.all().get(other.windows.all().indexOf(kept.window)));
    }
  }

  @Override
  public Inference forecast() {
    return new RejectionInference(this);
  }

  @Override
  public long earliest(long now, Weights weights) {
    boolean mayTry = probing.state() == State.CLEAR;
    long earliest = Math.max(now, probing.heldUntil());
    Slices kept = slices;
    if (kept != null) {
      earliest = kept.earliest(earliest, kept.window.amount(weights), mayTry);
    }
    long doubtedSince = mayTry ? LONG_AGO : probing.since();
    return windows.earliest(earliest, weights, doubtedSince, probing.patience());
  }

  @Override
  public void admit(long now, Weights weights) {
    Long overdue = probing.overdueProbe(now);
    if (overdue != null) {
      boolean unused = serve(now, overdue, Weights.ONE_CALL);
    }
    windows.presume(now, probing.patience());
    slices = slices != null && slices.areFaded(now) ? null : slices;
    boolean isPaced = !event.isStated() || event.count() > 1; // one that states a time is enough
    probing.admit(now, isPaced ? windows.pace(weights) : 0);
    boolean mayTry = probing.state() == State.CLEAR;
    Slices kept = slices;
    if (kept != null) {
      kept.admit(now, kept.window.amount(weights), mayTry);
    }
    windows.admit(now, weights);
    strikes.sent();
  }

  @Override
  public void giveBack(long now, long left, Weights weights) {
    for (ObservedWindow window : windows.all()) {
      window.correct(left, -window.amount(weights));
    }
    boolean unused = forget(left);
  }

  @Override
  public void settle(long now, long left, Dimension dimension, long reserved, long used) {
    for (ObservedWindow window : windows.all()) {
      if (window.limit.dimension() == dimension) {
        window.correct(used < reserved ? left : now, used - reserved);
      }
    }
  }

  @Override
  public void reject(
      long now,
      long left,
      Weights weights,
      @Nullable Dimension meant,
      long stated,
      boolean isTimely) {
    latestRejection = now;
    strikes.rejected();
    boolean isOfSlices = slices != null && slices.reject(now, left);
    boolean isOfTrial = windows.rejectTrial(now, left) || isOfSlices;
    if (!isOfTrial && probing.state() == State.CLEAR) {
      doubt(now);
    }
    for (ObservedWindow window : windows.all()) {
      long arrived = isTimely ? left + window.jitter : now;
      boolean isEvidence = !isOfTrial && window.isOf(meant) && window.isLongEnough(stated);
      window.reject(left, window.amount(weights), isEvidence ? arrived : ObservedWindow.NEVER);
    }
    probing.reject(now, left);
    if (!isOfTrial) {
      event.add(left, meant, stated > 0);
      follow(now, left);
    }
  }

  private void doubt(long now) {
    probing.doubt(now);
    event.clear();
    windows.all().forEach(ObservedWindow::forgetEvent);
  }

  /** Decides what is to follow from a rejection that nothing explains. */
  private void follow(long now, long left) {
    boolean isLater = left >= probing.since();
    if (isLater) {
      probing.rejectAnother();
    }
    if (probing.state() == State.DOUBT) {
      boolean isRow = isLater && probing.rejected() >= IN_A_ROW && probing.isMajorityRejected();
      if (isRow || isBulk()) {
        probing.beginEvent(now, Math.min(windows.shortest().length / 8, SECOND));
      }
    } else if (isLater) {
      ObservedWindow full = windows.explaining(event.meant());
      ObservedWindow probed = full == null ? windows.shortest() : full;
      probing.growDistance(now, probed.length / (full == null ? 4 : 2), probed.mean());
    }
    ObservedWindow full = windows.explaining(event.meant());
    if (probing.state() == State.EVENT && full != null) {
      probing.expectExpiry(full, event.firstLeft());
    }
  }

  /** Whether many of those that were on their way together were rejected. */
  private boolean isBulk() {
    return event.count() >= BULK && 2L * event.count() >= windows.requestsSince(event.firstLeft());
  }

  @Override
  public boolean end(long now, long left, Weights weights, Outcome outcome) {
    return switch (outcome) {
      case SERVED -> serve(now, left, weights);
      case UNKNOWN -> forget(left);
    };
  }

  private boolean forget(long left) {
    windows.forget(left);
    if (slices != null) {
      slices.forget(left);
    }
    return probing.forget(left);
  }

  private boolean serve(long now, long left, Weights weights) {
    boolean hasChanged = windows.serve(now, left, weights);
    if (slices != null && slices.serve(left)) {
      slices = null;
      hasChanged = true;
    }
    boolean unused = probing.forget(left);
    if (!probing.tells(left, event.lastLeft(), windows.shortest().jitter)) {
      return hasChanged;
    }
    conclude(now, left);
    return true;
  }

  /** A request was served that left after it was known that others were rejected. */
  private void conclude(long now, long left) {
    boolean wasEvent = probing.state() == State.EVENT;
    probing.clear();
    ObservedWindow full = windows.stillExplaining(event.meant(), left);
    if (wasEvent) {
      concludeEvent(now, full);
      return;
    }
    if (event.count() == 1) {
      tryMargins(now);
    }
    if (full == null) {
      strikes.clear();
      isReleased = true;
    } else if (strikes.add(left - probing.since() >= full.length / 4, event.isStated(), full)) {
      strikes.clear();
      lower(full, 0, now);
    }
  }

  private void tryMargins(long now) {
    for (ObservedWindow window : windows.all()) {
      if (window.isOf(event.meant()) && window.isAtEdge(event.firstLeft())) {
        window.margin.rejectedAtEdge(now);
      }
    }
  }

  private void concludeEvent(long now, @Nullable ObservedWindow full) {
    if (full != null) {
      lower(full, probing.distance(), now);
      return;
    }
    ObservedWindow shortest = windows.shortestOf(event.meant());
    Slices found = shortest == null ? null : Slices.explaining(shortest, event, now);
    slices = found == null ? slices : found;
    windows.dropCaps();
    isReleased = found == null;
  }

  private void lower(ObservedWindow window, long firstDistance, long now) {
    long amount = window.leastRejected;
    if (amount < window.limit.amount()) {
      window.cap = new Cap(window, amount, event.count(), firstDistance, now);
    }
  }

  @Override
  public void report(long now, Dimension dimension, long most) {
    for (ObservedWindow window : windows.all()) {
      Cap cap = window.cap;
      if (cap != null && window.limit.dimension() == dimension && cap.amount() < most) {
        window.cap = null;
      }
    }
  }

  @Override
  public boolean isUncertain(long now) {
    return probing.state() != State.CLEAR;
  }

  @Override
  public boolean isOver(long now) {
    return probing.state() == State.CLEAR
        && (slices == null || slices.areFaded(now))
        && now - latestRejection >= Cap.FADE
        && windows.areOver(now);
  }

  @Override
  public boolean takeRelease() {
    boolean isNew = isReleased;
    isReleased = false;
    return isNew;
  }

  @Override
  public @Nullable Inferred inferredFor(long now, Limit declared) {
    for (ObservedWindow window : windows.all()) {
      Cap cap = window.cap;
      if (cap != null && !cap.isFaded(now) && window.limit.equals(declared)) {
        return Findings.of(cap, window);
      }
    }
    Slices kept = slices;
    return kept != null && !kept.areFaded(now) && kept.window.limit.equals(declared)
        ? Findings.of(kept)
        : null;
  }
}
