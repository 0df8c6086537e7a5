package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.VirtualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Weights, priorities, several limits, settlements, retries and changes, in whatever order: the
 * limiter does what the naive model does.
 */
final class WeightedPromisesTest {

  @Property(tries = 1000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  void callsWithoutThreadsGoAsInTheModel(@ForAll("events") WeightedEvents.Story story) {
    run(story, false).requireExact();
  }

  /** A limiter may find out only when a retry is due that it will miss its deadline. */
  @Property(tries = 1000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  void retriedCallsAreAdmittedAsInTheModel(
      @ForAll("eventsWithRetries") WeightedEvents.Story story) {
    run(story, false).requireSameAdmissions();
  }

  @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  void blockedThreadsAndOthersInOneQueueGoAsInTheModel(
      @ForAll("events") WeightedEvents.Story story) {
    run(story, true).requireExact();
  }

  /** Refusals may differ, because it cannot be foreseen when slots become free. */
  @Property(tries = 1000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  void slotsAreTakenAndFreedAsInTheModel(@ForAll("eventsOfSlots") WeightedEvents.Story story) {
    run(story, false).requireSameAdmissions();
  }

  /** Refusals may differ, because it cannot be foreseen when slots become free. */
  @Property(tries = 1000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  void slotsAndWindowsAreTakenTogetherAsInTheModel(
      @ForAll("eventsOfAll") WeightedEvents.Story story) {
    run(story, false).requireSameAdmissions();
  }

  /** What a story came to, in the limiter and in the model. */
  private record Run(Outcomes limiter, Outcomes model) {

    /**
     * The same calls were admitted, at the same times, and the same were refused or left. When they
     * were refused, by which limit, and with what forecast may differ.
     */
    void requireSameAdmissions() {
      assertThat(withoutDetails(limiter)).isEqualTo(withoutDetails(model));
    }

    /** Refusals have the same times, limits and forecasts as well. */
    void requireExact() {
      assertThat(limiter.toString()).isEqualTo(model.toString());
    }

    boolean hasSameAdmissions() {
      return withoutDetails(limiter).equals(withoutDetails(model));
    }

    private static String withoutDetails(Outcomes outcomes) {
      return outcomes.toString().replaceAll("refused at [^,\\]]*", "refused");
    }
  }

  private static Run run(WeightedEvents.Story story, boolean mayBlock) {
    VirtualClock clock = new VirtualClock();
    WeightedModel model = new WeightedModel(story.limits());
    Line line = new Line(clock, story.limits().toArray(Limit[]::new));
    List<Integer> calls = new ArrayList<>();

    for (WeightedEvent event : story.events()) {
      model.advance(event.after());
      line.advance(event.after());
      take(event, mayBlock, calls, model, line);
    }
    for (int i = 0; i < 40 && line.limiter().snapshot().waiting() > 0; i++) {
      for (int id : model.running()) {
        model.close(id);
        line.close(id);
      }
      model.advance(TimeUnit.SECONDS.toNanos(10));
      line.advance(TimeUnit.SECONDS.toNanos(10));
    }

    Run run = new Run(line.outcomes(), model.outcomes());
    Assume.that(!model.isInDoubt() || run.hasSameAdmissions());
    assertThat(line.limiter().snapshot().waiting()).isEqualTo(0);
    assertThat(clock.next()).isEqualTo(Optional.empty());
    return run;
  }

  private static void take(
      WeightedEvent event, boolean mayBlock, List<Integer> calls, WeightedModel model, Line line) {
    List<Integer> running = model.running();
    if (event instanceof WeightedEvent.Arrive arrive) {
      int id = calls.size();
      calls.add(id);
      Weights weights = Weights.calls(arrive.calls()).with(Dimension.TOKENS, arrive.tokens());
      Terms terms = new Terms(weights, arrive.priority(), arrive.maxWait());
      model.arrive(id, terms);
      line.arrive(id, mayBlock && arrive.blocks(), terms);
    } else if (event instanceof WeightedEvent.Pause pause) {
      model.pause(pause.length());
      line.pause(pause.length());
    } else if (event instanceof WeightedEvent.Leave leave && !model.waiting().isEmpty()) {
      int id = model.waiting().get(leave.pick() % model.waiting().size());
      model.leave(id);
      line.leave(id);
    } else if (event instanceof WeightedEvent.Change change) {
      model.change(change.limits());
      line.change(change.limits());
    } else if (event instanceof WeightedEvent.Retry retry && !running.isEmpty()) {
      int id = running.get(retry.pick() % running.size());
      model.retry(id, retry.delay(), retry.maxWait());
      line.retry(id, retry.delay(), retry.maxWait());
    } else if (event instanceof WeightedEvent.GiveBack giveBack && !running.isEmpty()) {
      int id = running.get(giveBack.pick() % running.size());
      if (model.reserved(id) >= 0) {
        model.giveBack(id);
        line.giveBack(id);
      }
    } else if (event instanceof WeightedEvent.Close close && !running.isEmpty()) {
      int id = running.get(close.pick() % running.size());
      model.close(id);
      line.close(id);
    } else if (event instanceof WeightedEvent.Settle settle && !running.isEmpty()) {
      int id = running.get(settle.pick() % running.size());
      long reserved = model.reserved(id);
      if (reserved >= 0) {
        long used = reserved * settle.percent() / 100;
        model.used(id, used);
        line.used(id, used);
      }
    }
  }

  @Provide
  Arbitrary<WeightedEvents.Story> events() {
    return WeightedEvents.stories(WeightedEvents.Kind.WINDOWS);
  }

  @Provide
  Arbitrary<WeightedEvents.Story> eventsWithRetries() {
    return WeightedEvents.stories(WeightedEvents.Kind.RETRIES);
  }

  @Provide
  Arbitrary<WeightedEvents.Story> eventsOfSlots() {
    return WeightedEvents.stories(WeightedEvents.Kind.SLOTS);
  }

  @Provide
  Arbitrary<WeightedEvents.Story> eventsOfAll() {
    return WeightedEvents.stories(WeightedEvents.Kind.ALL);
  }
}
