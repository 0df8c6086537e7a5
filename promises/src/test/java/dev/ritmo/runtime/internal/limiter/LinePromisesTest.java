package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.LimitSet;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.VirtualClock;
import dev.ritmo.testkit.WindowCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/** Whatever happens, in whatever order: the limiter does what the naive model does. */
final class LinePromisesTest {

  private static final long MILLI = 1_000_000;

  @Property(tries = 5000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  void callsWithoutThreadsGoAsInTheModel(
      @ForAll("limits") List<Limit> limits, @ForAll("events") List<QueueEvent> events) {
    checkWithoutThreads(new VirtualClock(), limits, events);
  }

  @Property(tries = 400, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  void blockedThreadsAndOthersInOneQueueGoAsInTheModel(
      @ForAll("limits") List<Limit> limits, @ForAll("events") List<QueueEvent> events) {
    VirtualClock clock = new VirtualClock();
    Line line = new Line(clock, limits.toArray(Limit[]::new));

    check(clock, limits, events, new LineModel(limits), line);
  }

  @Property(tries = 400, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  void theOverflowOfTheClockChangesNothing(
      @ForAll("origins") long origin,
      @ForAll("limits") List<Limit> limits,
      @ForAll("events") List<QueueEvent> events) {
    checkWithoutThreads(new VirtualClock(origin, Instant.EPOCH), limits, events);
  }

  private static void checkWithoutThreads(
      VirtualClock clock, List<Limit> limits, List<QueueEvent> events) {
    LineModel model = new LineModel(limits);
    Line line = new Line(clock, limits.toArray(Limit[]::new));

    check(
        clock, limits, events.stream().map(LinePromisesTest::withoutThread).toList(), model, line);

    assertThat(line.outcomes().order()).isEqualTo(model.outcomes().order());
  }

  private static void check(
      VirtualClock clock, List<Limit> limits, List<QueueEvent> events, LineModel model, Line line) {
    List<Integer> calls = new ArrayList<>();

    for (QueueEvent event : events) {
      model.advance(event.after());
      line.advance(event.after());
      take(event, calls, model, line);
      assertWithMessage("%s", event)
          .that(line.limiter().snapshot().waiting())
          .isEqualTo(model.waiting().size());
    }
    model.advance(TimeUnit.HOURS.toNanos(1));
    line.advance(TimeUnit.HOURS.toNanos(1));

    assertThat(line.outcomes().toString()).isEqualTo(model.outcomes().toString());
    assertThat(line.limiter().snapshot().waiting()).isEqualTo(0);
    assertThat(clock.next()).isEqualTo(Optional.empty());
    for (Limit limit : limits) {
      Duration span = Duration.ofNanos(limit.periodNanos() + LimitSet.margin(limit));
      assertThat(WindowCheck.of(line.outcomes().times(), span).largest())
          .isAtMost((int) limit.amount());
    }
  }

  private static void take(QueueEvent event, List<Integer> calls, LineModel model, Line line) {
    if (event instanceof QueueEvent.Arrive arrive) {
      int id = calls.size();
      calls.add(id);
      model.arrive(id, arrive.maxWait());
      line.arrive(id, arrive.blocks(), arrive.maxWait());
    } else if (event instanceof QueueEvent.Pause pause) {
      model.pause(pause.length());
      line.pause(pause.length());
    } else if (event instanceof QueueEvent.Leave leave && !model.waiting().isEmpty()) {
      int id = model.waiting().get(leave.pick() % model.waiting().size());
      model.leave(id);
      line.leave(id);
    } else if (event instanceof QueueEvent.Retry retry) {
      List<Integer> admitted = model.running();
      if (!admitted.isEmpty()) {
        int id = admitted.get(retry.pick() % admitted.size());
        model.retry(id, retry.delay(), retry.maxWait());
        line.retry(id, retry.delay(), retry.maxWait());
      }
    }
  }

  private static QueueEvent withoutThread(QueueEvent event) {
    return event instanceof QueueEvent.Arrive arrive
        ? new QueueEvent.Arrive(arrive.after(), false, arrive.maxWait())
        : event;
  }

  @Provide
  Arbitrary<Long> origins() {
    return Arbitraries.longs().between(0, 2000).map(millis -> Long.MAX_VALUE - millis * MILLI);
  }

  @Provide
  Arbitrary<List<Limit>> limits() {
    Arbitrary<Limit> limit =
        Combinators.combine(
                Arbitraries.integers().between(1, 4), Arbitraries.integers().between(1, 20))
            .as((calls, period) -> Limit.calls(calls, period * 25L, TimeUnit.MILLISECONDS));
    return limit.list().ofMinSize(1).ofMaxSize(3);
  }

  @Provide
  Arbitrary<List<QueueEvent>> events() {
    Arbitrary<Long> gap =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.just(0L)),
            Tuple.of(3, Arbitraries.longs().between(0, 20).map(n -> n * 5 * MILLI)),
            Tuple.of(1, Arbitraries.longs().between(1, 500 * MILLI)));
    Arbitrary<Long> wait =
        Arbitraries.frequencyOf(
            Tuple.of(1, Arbitraries.just(0L)),
            Tuple.of(4, Arbitraries.longs().between(0, 300).map(n -> n * 5 * MILLI)),
            Tuple.of(2, Arbitraries.just(Timeline.NEVER)));
    Arbitrary<Integer> pick = Arbitraries.integers().between(0, 20);
    Arbitrary<Boolean> blocks = Arbitraries.of(true, false);
    Arbitrary<QueueEvent> arrive =
        Combinators.combine(gap, blocks, wait).as(QueueEvent.Arrive::new);
    Arbitrary<QueueEvent> leave = Combinators.combine(gap, pick).as(QueueEvent.Leave::new);
    Arbitrary<QueueEvent> pause = Combinators.combine(gap, gap).as(QueueEvent.Pause::new);
    Arbitrary<QueueEvent> retry =
        Combinators.combine(gap, pick, gap, wait).as(QueueEvent.Retry::new);
    return Arbitraries.frequencyOf(
            Tuple.of(10, arrive), Tuple.of(3, leave), Tuple.of(1, pause), Tuple.of(5, retry))
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }
}
