package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.Priority;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.spi.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generates random limits, and events under them. */
final class WeightedEvents {

  private static final long MILLI = 1_000_000;
  private static final long TOKENS = 20;

  private WeightedEvents() {}

  /** Limits, and events under them. */
  record Story(List<Limit> limits, List<WeightedEvent> events) {}

  /** What keeps calls waiting. */
  enum Kind {
    /** Calls and tokens, without retries, so that turns can be foreseen. */
    WINDOWS,
    /** Calls and tokens, with retries. */
    RETRIES,
    /** Slots alone. */
    SLOTS,
    /** All of them; a call waits for ever or not at all, because its turn cannot be foreseen. */
    ALL
  }

  static Arbitrary<Story> stories(Kind kind) {
    Arbitrary<Integer> calls = Arbitraries.integers().between(1, 5);
    Arbitrary<Integer> period = Arbitraries.integers().between(1, 20);
    Arbitrary<Integer> slots = Arbitraries.integers().between(1, 4);
    return Combinators.combine(calls, period, period, slots)
        .flatAs(
            (amount, callPeriod, tokenPeriod, running) -> {
              List<Limit> limits = new ArrayList<>();
              if (kind != Kind.SLOTS) {
                limits.add(Limit.calls(amount, callPeriod * 25L, TimeUnit.MILLISECONDS));
                limits.add(Limit.tokens(TOKENS, tokenPeriod * 25L, TimeUnit.MILLISECONDS));
              }
              if (kind == Kind.SLOTS || kind == Kind.ALL) {
                limits.add(Limit.concurrent(running));
              }
              return events(limits, kind)
                  .list()
                  .ofMinSize(1)
                  .ofMaxSize(40)
                  .map(d -> new Story(limits, d));
            });
  }

  private static Arbitrary<WeightedEvent> events(List<Limit> limits, Kind kind) {
    Arbitrary<Long> gap =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.just(0L)),
            Tuple.of(4, Arbitraries.longs().between(0, 20).map(n -> n * 5 * MILLI)),
            Tuple.of(1, Arbitraries.longs().between(1, 500 * MILLI)),
            Tuple.of(1, Arbitraries.longs().between(20_000, 70_000).map(n -> n * MILLI)));
    Arbitrary<Long> shortGap = Arbitraries.longs().between(0, 60).map(n -> n * 5 * MILLI);
    Arbitrary<Long> anyWait =
        Arbitraries.frequencyOf(
            Tuple.of(1, Arbitraries.just(0L)),
            Tuple.of(4, Arbitraries.longs().between(0, 300).map(n -> n * 5 * MILLI)),
            Tuple.of(3, Arbitraries.just(Timeline.NEVER)));
    Arbitrary<Long> noneOrForEver = Arbitraries.of(0L, Timeline.NEVER);
    Arbitrary<Long> forEver = Arbitraries.just(Timeline.NEVER);
    Arbitrary<Long> wait = kind == Kind.ALL ? noneOrForEver : anyWait;
    Arbitrary<Long> retryWait = kind == Kind.ALL ? forEver : anyWait;
    Arbitrary<Integer> pick = Arbitraries.integers().between(0, 20);
    Arbitrary<WeightedEvent> arrive =
        Combinators.combine(
                gap,
                Arbitraries.of(true, false),
                Arbitraries.of(Priority.class),
                Arbitraries.of(1, 1, 1, 2),
                Arbitraries.longs().between(0, TOKENS),
                wait)
            .as(WeightedEvent.Arrive::new);
    Arbitrary<WeightedEvent> leave = Combinators.combine(gap, pick).as(WeightedEvent.Leave::new);
    Arbitrary<WeightedEvent> pause =
        Combinators.combine(gap, shortGap).as(WeightedEvent.Pause::new);
    Arbitrary<WeightedEvent> retry =
        Combinators.combine(gap, pick, shortGap, retryWait).as(WeightedEvent.Retry::new);
    Arbitrary<Integer> percent = Arbitraries.of(0, 20, 50, 90, 100, 110, 200, 400);
    Arbitrary<WeightedEvent> settle =
        Combinators.combine(gap, pick, percent).as(WeightedEvent.Settle::new);
    Arbitrary<WeightedEvent> giveBack =
        Combinators.combine(gap, pick).as(WeightedEvent.GiveBack::new);
    Arbitrary<WeightedEvent> close = Combinators.combine(gap, pick).as(WeightedEvent.Close::new);
    Arbitrary<WeightedEvent> change =
        Combinators.combine(gap, Arbitraries.integers().between(5, 8), pick)
            .as(
                (after, calls, tokens) ->
                    new WeightedEvent.Change(after, changed(limits, calls, tokens)));
    return Arbitraries.frequencyOf(
        Tuple.of(14, arrive),
        Tuple.of(3, leave),
        Tuple.of(1, pause),
        Tuple.of(kind == Kind.WINDOWS ? 0 : 4, retry),
        Tuple.of(5, settle),
        Tuple.of(2, giveBack),
        Tuple.of(5, close),
        Tuple.of(1, change));
  }

  /** Limits of calls only grow, because a limiter with a smaller one remembers less. */
  private static List<Limit> changed(List<Limit> limits, int calls, int tokens) {
    List<Limit> changed = new ArrayList<>();
    for (Limit limit : limits) {
      changed.add(
          switch (limit.dimension()) {
            case CALLS -> Limit.calls(calls, limit.period(), TimeUnit.MILLISECONDS);
            case TOKENS -> Limit.tokens(10 + tokens, limit.period(), TimeUnit.MILLISECONDS);
            default -> Limit.concurrent(1 + tokens % 4);
          });
    }
    return changed;
  }
}
