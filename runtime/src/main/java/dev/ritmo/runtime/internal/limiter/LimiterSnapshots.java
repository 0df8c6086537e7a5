package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.InferredLimit;
import dev.ritmo.runtime.LimitState;
import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.QueueState;
import dev.ritmo.runtime.WaitingCall;
import dev.ritmo.runtime.internal.limiter.feedback.CallCounters;
import dev.ritmo.runtime.internal.limiter.feedback.Counters;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.LimitUse;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shows the state of a limiter as programs see it. Called under the lock of the limiter, so what it
 * does per key is a few nanoseconds, and what it does per waiting call nothing.
 */
final class LimiterSnapshots {

  private final long now;
  private final Timeline timeline;
  private final LimiterLanes lanes;
  private final Counters counters;

  private LimiterSnapshots(long now, Timeline timeline, LimiterState state) {
    this.now = now;
    this.timeline = timeline;
    this.lanes = state.lanes();
    this.counters = state.counters();
  }

  static LimiterSnapshot of(String name, long now, Timeline timeline, LimiterState state) {
    return new LimiterSnapshots(now, timeline, state).of(name, state);
  }

  private LimiterSnapshot of(String name, LimiterState state) {
    LaneRegistry keyed = lanes.keyed();
    long pausedUntil = lanes.pausedUntil();
    QueuesSeen queues = new QueuesSeen();
    if (keyed == null) {
      queues.add(lanes.main());
    } else {
      keyed.forEach(queues::add);
    }
    return LimiterSnapshot.builder(name)
        .states(lanes.usesOfAll(now).stream().map(use -> shown(use, timeline)).toList())
        .perKey(lanes.limits().perKey())
        .keys(keyed == null ? 0 : keyed.size())
        .admitted(counters.sum(CallCounters::admitted))
        .givenBack(counters.sum(CallCounters::givenBack))
        .waiting(queues.waiting)
        .refused(counters.sum(CallCounters::refused))
        .retried(counters.sum(CallCounters::retried))
        .failed(counters.sum(CallCounters::failed))
        .lost(counters.lost())
        .pauses(counters.pauses())
        .retriesLeft(state.feedback().retries().left())
        .pausedUntil(pausedUntil > now ? timeline.instant(pausedUntil) : null)
        .queue(queue(queues, state.waits().longest()))
        .methods(counters.all().stream().map(CallCounters::state).toList())
        .tokens(counters.tokens().totals(limited()))
        .build();
  }

  /** The dimensions that are limited, for all keys or for each. */
  private Set<Dimension> limited() {
    return Stream.concat(lanes.limits().overall().stream(), lanes.limits().perKey().stream())
        .map(Limit::dimension)
        .collect(Collectors.toSet());
  }

  /** What is seen of the queues of all lanes. */
  private final class QueuesSeen {

    private final NextTurns turns = new NextTurns();
    private int waiting;

    void add(Lane lane) {
      int here = lane.queue().size();
      if (here > 0) {
        waiting += here;
        lane.queue().view().addTurns(now, turns);
      }
    }
  }

  private QueueState queue(QueuesSeen queues, @Nullable Waiter longest) {
    long start = lanes.main().queue().view().startsAt(now, averageCall());
    return QueueState.builder()
        .longestWaiting(longest == null ? null : shown(longest))
        .nextAdmissions(queues.turns.stream().mapToObj(timeline::instant).toList())
        .startsIn(start == Timeline.NEVER ? null : Duration.ofNanos(Math.max(0, start - now)))
        .build();
  }

  /** What a call has reserved so far on average. */
  private Weights averageCall() {
    Weights average = Weights.ONE_CALL;
    long calls = counters.sum(CallCounters::admitted);
    for (Dimension dimension : PermitTable.RESERVED) {
      long reserved = counters.tokens().reserved(dimension);
      average = reserved == 0 ? average : average.with(dimension, reserved / Math.max(1, calls));
    }
    return average;
  }

  private @Nullable WaitingCall shown(Waiter waiter) {
    WaitMeter wait = waiter.meter();
    if (wait == null) {
      return null;
    }
    ExpectedWait expected = waiter.place().expectedWait(now, waiter);
    return WaitingCall.of(
            waiter.counters.method(), timeline.instant(wait.since()), expected.cause())
        .limit(expected.inTheWay());
  }

  private static LimitState shown(LimitUse use, Timeline timeline) {
    return LimitState.of(use.declared(), use.used(), Duration.ofNanos(use.margin()))
        .effective(use.inForce())
        .inferred(shown(use.inferred(), timeline));
  }

  private static @Nullable InferredLimit shown(
      Inference.@Nullable Inferred inferred, Timeline timeline) {
    return inferred == null
        ? null
        : InferredLimit.of(
                inferred.limit(), timeline.instant(inferred.since()), inferred.rejected())
            .confirmed(timeline.instant(inferred.confirmed()));
  }
}
