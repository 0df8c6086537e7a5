package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.LimitSet;
import dev.ritmo.runtime.spi.Limit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The promises of a limiter, implemented naively: it keeps every admission for ever, and finds the
 * next call by looking at all of them.
 */
final class LineModel {

  private static final long GRACE = 50_000_000;

  private final List<Limit> limits;
  private final Outcomes outcomes = new Outcomes();
  private List<Call> waiting = new ArrayList<>();
  private final Set<Integer> running = new TreeSet<>();
  private final List<Long> log = new ArrayList<>();
  private long now;
  private long pausedUntil;

  LineModel(List<Limit> limits) {
    this.limits = limits;
  }

  Outcomes outcomes() {
    return outcomes;
  }

  /** Lets time pass, and admits the calls whose turn it is. */
  void advance(long nanos) {
    long target = now + nanos;
    List<Turn> turns = turns(turn -> false);
    while (!turns.isEmpty() && turns.get(0).time <= target) {
      Turn next = turns.get(0);
      now = next.time;
      waiting.remove(next.call);
      running.add(next.call.id);
      log.add(now);
      outcomes.admitted(next.call.id, now);
      refuseDoomed(null);
      turns = turns(turn -> false);
    }
    now = target;
  }

  void arrive(int id, long maxWait) {
    join(new Call(id, now, Timeline.after(now, maxWait)));
  }

  void retry(int id, long delay, long maxWait) {
    running.remove(id);
    join(new Call(id, now + delay, Timeline.after(now + delay, maxWait)));
  }

  private void join(Call call) {
    waiting.add(call);
    refuseDoomed(call);
    advance(0);
  }

  void leave(int id) {
    waiting.removeIf(call -> call.id == id);
    outcomes.left(id, now);
    advance(0);
  }

  void pause(long length) {
    if (now + length > pausedUntil) {
      pausedUntil = now + length;
      refuseDoomed(null);
    }
  }

  List<Integer> waiting() {
    return waiting.stream().map(Call::id).sorted().toList();
  }

  /** The admitted calls that are not waiting again. */
  List<Integer> running() {
    return List.copyOf(running);
  }

  private void refuseDoomed(@Nullable Call arriving) {
    Predicate<Turn> willMissItsDeadline =
        turn -> {
          long grace = turn.call.equals(arriving) ? 0 : GRACE;
          return turn.time > Timeline.after(turn.call.latest, grace);
        };
    for (Turn turn : turns(willMissItsDeadline)) {
      if (willMissItsDeadline.test(turn)) {
        waiting.remove(turn.call);
        outcomes.refused(turn.call.id, now, turn.binding, turn.time - now);
      }
    }
  }

  /**
   * The current turns of all calls. A call that will miss its deadline has a turn but takes
   * nothing.
   */
  private List<Turn> turns(Predicate<Turn> willMissItsDeadline) {
    List<Turn> turns = new ArrayList<>();
    List<Call> left = new ArrayList<>(waiting);
    List<Long> admissions = new ArrayList<>(log);
    long time = Math.max(now, pausedUntil);
    Limit binding = null;
    while (!left.isEmpty()) {
      long firstDue = left.stream().mapToLong(Call::notBefore).min().orElseThrow();
      time = Math.max(time, firstDue);
      for (Limit limit : limits) {
        long opens = opens(limit, admissions);
        if (opens > time) {
          time = opens;
          binding = limit;
        }
      }
      Call next = firstDue(left, time);
      left.remove(next);
      Turn turn = new Turn(next, time, binding);
      turns.add(turn);
      if (!willMissItsDeadline.test(turn)) {
        admissions.add(time);
      }
    }
    return turns;
  }

  private static Call firstDue(List<Call> calls, long time) {
    return calls.stream()
        .filter(call -> call.notBefore <= time)
        .min(Comparator.comparing(Call::id))
        .orElseThrow();
  }

  private static long opens(Limit limit, List<Long> admissions) {
    int last = admissions.size() - (int) limit.amount();
    return last < 0 ? 0 : admissions.get(last) + limit.periodNanos() + LimitSet.margin(limit);
  }

  /** A waiting call; ids are given in the order of first arrival. */
  private record Call(int id, long notBefore, long latest) {}

  private record Turn(Call call, long time, @Nullable Limit binding) {}
}
