package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.Priority;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/** Keys under limits over all of them: calls go as in the naive model. */
final class KeyedPromisesTest {

  private static final long MILLI = 1_000_000;
  private static final int KEYS = 4;

  /** Keeps lanes from being forgotten, so that it is known when each was served last. */
  private static final Limit OF_AN_HOUR = Limit.calls(1000, 1, TimeUnit.HOURS);

  /** What happens, a number of nanoseconds after the previous event. */
  record KeyedEvent(long after, Kind kind, int key, boolean waits, int pick) {}

  enum Kind {
    ARRIVE,
    LEAVE,
    CLOSE,
    GIVE_BACK,
    PAUSE
  }

  @Property(tries = 3000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  void callsOfKeysGoAsInTheModel(
      @ForAll("limits") List<Limit> limits, @ForAll("events") List<KeyedEvent> events) {
    Limit slots = limits.get(2);
    Limits keyed = Limits.of(limits.get(0), slots).perKey(limits.get(1), OF_AN_HOUR);
    KeyedLine line = new KeyedLine(new VirtualClock(), keyed);
    KeyedModel model = new KeyedModel(limits.get(0), limits.get(1), (int) slots.amount());

    for (int key = 0; key < KEYS; key++) { // none is forgotten afterwards
      take(new KeyedEvent(0, Kind.ARRIVE, key, true, 0), model, line);
      take(new KeyedEvent(0, Kind.CLOSE, key, true, 0), model, line);
      model.advance(1000 * MILLI);
      line.advance(1000 * MILLI);
    }
    for (KeyedEvent event : events) {
      model.advance(event.after());
      line.advance(event.after());
      take(event, model, line);
    }
    for (int i = 0; i < 300 && !model.waiting().isEmpty(); i++) {
      for (int id : model.running()) {
        model.close(id);
        line.close(id);
      }
      model.advance(100 * MILLI);
      line.advance(100 * MILLI);
    }

    Assume.that(!model.isTied());
    assertThat(line.outcomes().toString()).isEqualTo(model.outcomes().toString());
    assertThat(line.outcomes().order()).isEqualTo(model.outcomes().order());
    assertThat(line.limiter().snapshot().waiting()).isEqualTo(0);
  }

  private static void take(KeyedEvent event, KeyedModel model, KeyedLine line) {
    List<Integer> running = model.running();
    List<Integer> waiting = model.waiting();
    switch (event.kind()) {
      case ARRIVE -> {
        int id = model.arrive(event.key(), event.waits());
        line.arrive(id, event.key(), event.waits());
      }
      case LEAVE -> {
        if (!waiting.isEmpty()) {
          int id = waiting.get(event.pick() % waiting.size());
          model.leave(id);
          line.leave(id);
        }
      }
      case CLOSE -> {
        if (!running.isEmpty()) {
          int id = running.get(event.pick() % running.size());
          model.close(id);
          line.close(id);
        }
      }
      case GIVE_BACK -> {
        if (!running.isEmpty()) {
          int id = running.get(event.pick() % running.size());
          model.giveBack(id);
          line.giveBack(id);
        }
      }
      case PAUSE -> {
        model.pause(event.pick() * 10L * MILLI);
        line.pause(event.pick() * 10L * MILLI);
      }
    }
  }

  @Provide
  Arbitrary<List<Limit>> limits() {
    // one call per period, so that two keys are hardly ever ready at the same time
    Arbitrary<Limit> overall =
        Arbitraries.integers()
            .between(1, 12)
            .map(period -> Limit.calls(1, period * 25L, TimeUnit.MILLISECONDS));
    Arbitrary<Limit> perKey =
        Combinators.combine(
                Arbitraries.integers().between(1, 4), Arbitraries.integers().between(1, 24))
            .as((calls, period) -> Limit.calls(calls, period * 17L, TimeUnit.MILLISECONDS));
    Arbitrary<Limit> slots = Arbitraries.of(1, 2, 3, 100).map(Limit::concurrent);
    return Combinators.combine(overall, perKey, slots).as(List::of);
  }

  @Provide
  Arbitrary<List<KeyedEvent>> events() {
    Arbitrary<Long> gap =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.just(0L)),
            Tuple.of(3, Arbitraries.longs().between(0, 20).map(n -> n * 5 * MILLI)),
            Tuple.of(1, Arbitraries.longs().between(1, 300 * MILLI)));
    Arbitrary<Kind> kind =
        Arbitraries.frequency(
            Tuple.of(8, Kind.ARRIVE),
            Tuple.of(2, Kind.LEAVE),
            Tuple.of(5, Kind.CLOSE),
            Tuple.of(1, Kind.GIVE_BACK),
            Tuple.of(1, Kind.PAUSE));
    return Combinators.combine(
            gap,
            kind,
            Arbitraries.integers().between(0, KEYS - 1),
            Arbitraries.of(true, true, true, false),
            Arbitraries.integers().between(0, 20))
        .as(KeyedEvent::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  /** The real limiter. */
  private static final class KeyedLine {
    private final VirtualClock clock;
    private final Admission limiter;
    private final Outcomes outcomes = new Outcomes();
    private final List<Call> calls = new ArrayList<>();

    KeyedLine(VirtualClock clock, Limits limits) {
      this.clock = clock;
      this.limiter = new LimiterCore("keyed", limits.setup(Duration.ZERO), new Timeline(clock));
    }

    Admission limiter() {
      return limiter;
    }

    Outcomes outcomes() {
      return outcomes;
    }

    void advance(long nanos) {
      clock.advance(Duration.ofNanos(nanos));
    }

    void arrive(int id, int key, boolean waits) {
      Call call = new Call(id, key);
      calls.add(call);
      Terms terms = new Terms(Weights.ONE_CALL, Priority.NORMAL, waits ? Timeline.NEVER : 0);
      try {
        AsyncWaiter waiter = limiter.enter(key, terms, call::look);
        call.waiter = Optional.of(waiter);
        if (waiter.isAdmitted()) {
          outcomes.admitted(id, now());
        }
      } catch (RateLimitExceededException refusal) {
        outcomes.refused(id, now(), null, 0);
      }
      settle();
    }

    void leave(int id) {
      assertThat(calls.get(id).waiter.orElseThrow().abandon()).isTrue();
      outcomes.left(id, now());
      settle();
    }

    void close(int id) {
      Call call = calls.get(id);
      limiter.close(
          call.key,
          call.waiter.orElseThrow().arrival(),
          Terms.oneCall(0),
          Inference.Outcome.SERVED);
      settle();
    }

    void giveBack(int id) {
      Call call = calls.get(id);
      limiter.giveBack(call.key, call.waiter.orElseThrow().arrival(), Terms.oneCall(0));
      settle();
    }

    void pause(long length) {
      limiter.pause(now() + length);
      settle();
    }

    private void settle() {
      for (int i = 0; clock.next().filter(Duration::isZero).isPresent(); i++) {
        clock.advance(Duration.ZERO);
        assertThat(i).isLessThan(1000);
      }
    }

    private long now() {
      return limiter.timeline().now();
    }

    private final class Call {
      private final int id;
      private final Integer key;
      private Optional<AsyncWaiter> waiter = Optional.empty();

      Call(int id, int key) {
        this.id = id;
        this.key = key;
      }

      void look(AsyncWaiter entered) {
        if (entered.tryAdmit()) {
          outcomes.admitted(id, now());
        }
      }
    }
  }
}
