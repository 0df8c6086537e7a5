package dev.ritmo.runtime.internal.window;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** What happens to a window, a number of nanoseconds after the previous event. */
sealed interface WindowEvent {

  long after();

  /** A call asks when the amount would fit, and then takes it or not. */
  record Reserve(long after, long amount, boolean takes) implements WindowEvent {}

  /** One of the reservations is settled at this percentage of it. */
  record Settle(long after, int pick, int percent) implements WindowEvent {}

  /** One of the reservations is given back as a whole. */
  record GiveBack(long after, int pick) implements WindowEvent {}

  /** The limit is replaced. */
  record Change(long after, long limit, int percentOfPeriod) implements WindowEvent {}

  /** Events within some periods, in nanoseconds, with amounts up to slightly more than a limit. */
  static Arbitrary<WindowEvent> any(long limit, long period) {
    Arbitrary<Long> gap =
        Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.just(0L)),
            Tuple.of(4, Arbitraries.longs().between(0, 10).map(part -> part * period / 40)),
            Tuple.of(2, Arbitraries.longs().between(0, period)),
            Tuple.of(1, Arbitraries.longs().between(0, 3 * period)));
    Arbitrary<Long> amount =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.longs().between(0, Math.max(1, limit / 5))),
            Tuple.of(2, Arbitraries.longs().between(0, limit)),
            Tuple.of(1, Arbitraries.longs().between(limit, limit + 3)));
    Arbitrary<Integer> pick = Arbitraries.integers().between(0, 1000);
    Arbitrary<Integer> percent =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.integers().between(0, 100)),
            Tuple.of(2, Arbitraries.integers().between(100, 500)),
            Tuple.of(1, Arbitraries.integers().between(500, 2000)));
    Arbitrary<WindowEvent> reserve =
        Combinators.combine(gap, amount, Arbitraries.of(true, true, true, false)).as(Reserve::new);
    Arbitrary<WindowEvent> settle = Combinators.combine(gap, pick, percent).as(Settle::new);
    Arbitrary<WindowEvent> giveBack = Combinators.combine(gap, pick).as(GiveBack::new);
    Arbitrary<WindowEvent> change =
        Combinators.combine(
                gap,
                Arbitraries.longs().between(limit / 4 + 1, 2 * limit),
                Arbitraries.of(50, 100, 100, 100, 300))
            .as(Change::new);
    return Arbitraries.frequencyOf(
        Tuple.of(12, reserve), Tuple.of(4, settle), Tuple.of(2, giveBack), Tuple.of(1, change));
  }
}
