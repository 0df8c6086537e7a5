package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.internal.window.Weights;
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
final class DealPromisesTest {

  @Property(tries = 1000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  void callsWithoutThreadsGoAsInTheModel(@ForAll("deals") Deals.Story story) {
    assertThat(check(story, false)).isTrue();
  }

  /** Whether a retry that is not due yet is doomed may be found out as late as when it is due. */
  @Property(tries = 1000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  void callsThatComeAgainGoAsInTheModel(@ForAll("dealsWithRetries") Deals.Story story) {
    boolean unused = check(story, false);
  }

  @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  void blockedThreadsAndOthersInOneLineGoAsInTheModel(@ForAll("deals") Deals.Story story) {
    assertThat(check(story, true)).isTrue();
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  void slotsAreTakenAndFreedAsInTheModel(@ForAll("dealsOfSlots") Deals.Story story) {
    boolean unused = check(story, false);
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
  void slotsAndWindowsAreTakenTogetherAsInTheModel(@ForAll("dealsOfAll") Deals.Story story) {
    boolean unused = check(story, false);
  }

  /**
   * Checks what becomes of calls.
   *
   * @return whether refusals have the same times, limits and forecasts as in the model
   */
  private static boolean check(Deals.Story story, boolean mayBlock) {
    VirtualClock clock = new VirtualClock();
    DealModel model = new DealModel(story.limits());
    Line line = new Line(clock, story.limits().toArray(Limit[]::new));
    List<Integer> calls = new ArrayList<>();

    for (Deal deal : story.deals()) {
      model.advance(deal.after());
      line.advance(deal.after());
      take(deal, mayBlock, calls, model, line);
    }
    for (int i = 0; i < 40 && line.limiter().snapshot().waiting() > 0; i++) {
      for (int id : model.running()) {
        model.close(id);
        line.close(id);
      }
      model.advance(TimeUnit.SECONDS.toNanos(10));
      line.advance(TimeUnit.SECONDS.toNanos(10));
    }

    String told = told(line.outcomes());
    Assume.that(!model.isInDoubt() || told.equals(told(model.outcomes())));
    assertThat(told).isEqualTo(told(model.outcomes()));
    assertThat(line.limiter().snapshot().waiting()).isEqualTo(0);
    assertThat(clock.next()).isEqualTo(Optional.empty());
    return line.outcomes().toString().equals(model.outcomes().toString());
  }

  /** Without the times and reasons of refusals. */
  private static String told(Outcomes outcomes) {
    return outcomes.toString().replaceAll("refused at [^,\\]]*", "refused");
  }

  private static void take(
      Deal deal, boolean mayBlock, List<Integer> calls, DealModel model, Line line) {
    List<Integer> running = model.running();
    if (deal instanceof Deal.Arrive arrive) {
      int id = calls.size();
      calls.add(id);
      Weights weights = new Weights(arrive.calls(), arrive.tokens(), 0, 0);
      Terms terms = new Terms(weights, arrive.priority(), arrive.maxWait());
      model.arrive(id, terms);
      line.arrive(id, mayBlock && arrive.blocks(), terms);
    } else if (deal instanceof Deal.Pause pause) {
      model.pause(pause.length());
      line.pause(pause.length());
    } else if (deal instanceof Deal.Leave leave && !model.waiting().isEmpty()) {
      int id = model.waiting().get(leave.pick() % model.waiting().size());
      model.leave(id);
      line.leave(id);
    } else if (deal instanceof Deal.Change change) {
      model.change(change.limits());
      line.change(change.limits());
    } else if (deal instanceof Deal.Retry retry && !running.isEmpty()) {
      int id = running.get(retry.pick() % running.size());
      model.retry(id, retry.delay(), retry.maxWait());
      line.retry(id, retry.delay(), retry.maxWait());
    } else if (deal instanceof Deal.GiveBack giveBack && !running.isEmpty()) {
      int id = running.get(giveBack.pick() % running.size());
      if (model.reserved(id) >= 0) {
        model.giveBack(id);
        line.giveBack(id);
      }
    } else if (deal instanceof Deal.Close close && !running.isEmpty()) {
      int id = running.get(close.pick() % running.size());
      model.close(id);
      line.close(id);
    } else if (deal instanceof Deal.Settle settle && !running.isEmpty()) {
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
  Arbitrary<Deals.Story> deals() {
    return Deals.stories(Deals.Kind.WINDOWS);
  }

  @Provide
  Arbitrary<Deals.Story> dealsWithRetries() {
    return Deals.stories(Deals.Kind.RETRIES);
  }

  @Provide
  Arbitrary<Deals.Story> dealsOfSlots() {
    return Deals.stories(Deals.Kind.SLOTS);
  }

  @Provide
  Arbitrary<Deals.Story> dealsOfAll() {
    return Deals.stories(Deals.Kind.ALL);
  }
}
