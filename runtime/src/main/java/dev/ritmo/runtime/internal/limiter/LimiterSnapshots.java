package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.InferredLimit;
import dev.ritmo.runtime.LimitState;
import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.internal.limiter.feedback.CallCounters;
import dev.ritmo.runtime.internal.limiter.feedback.Counters;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.LimitUse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Shows the state of a limiter as programs see it. Called under the lock of the limiter. */
final class LimiterSnapshots {

  private LimiterSnapshots() {}

  static LimiterSnapshot of(String name, long now, Timeline timeline, LimiterState state) {
    LimiterLanes lanes = state.lanes();
    Counters counters = state.counters();
    LaneRegistry keyed = lanes.keyed();
    long pausedUntil = lanes.pausedUntil();
    return LimiterSnapshot.builder(name)
        .states(lanes.usesOfAll(now).stream().map(use -> shown(use, timeline)).toList())
        .perKey(lanes.limits().perKey())
        .keys(keyed == null ? 0 : keyed.size())
        .admitted(counters.sum(CallCounters::admitted))
        .givenBack(counters.sum(CallCounters::givenBack))
        .waiting(lanes.all().stream().mapToInt(Lane::waiting).sum())
        .refused(counters.sum(CallCounters::refused))
        .retried(counters.sum(CallCounters::retried))
        .failed(counters.sum(CallCounters::failed))
        .lost(counters.lost())
        .pauses(counters.pauses())
        .retriesLeft(state.feedback().retries().left())
        .pausedUntil(pausedUntil > now ? timeline.instant(pausedUntil) : null)
        .build();
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
