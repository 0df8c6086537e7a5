package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The promises of a limiter with weights, priorities and slots, implemented naively: logs that keep
 * everything, and a queue that is searched from end to end at each event.
 */
final class WeightedModel {

  private static final long GRACE = 50_000_000;
  private static final long AGEING = 60_000_000_000L;
  private static final Comparator<Call> IN_LINE =
      Comparator.comparing(Call::rank).thenComparing(Call::arrival);

  private final Outcomes outcomes = new Outcomes();
  private final Map<Integer, Admitted> running = new TreeMap<>();
  private List<Call> waiting = new ArrayList<>();
  private WeightedLogs logs;
  private int slots;
  private long now;
  private long pausedUntil;
  private int reservations;
  private long lastArrival = -1;
  private boolean isSqueezed;
  private boolean isInDoubt;

  WeightedModel(List<Limit> limits) {
    logs = WeightedLogs.of(limits);
    slots = slots(limits);
  }

  private static int slots(List<Limit> limits) {
    return limits.stream()
        .filter(limit -> limit.dimension() == Dimension.SLOTS)
        .mapToInt(limit -> (int) limit.amount())
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  Outcomes outcomes() {
    return outcomes;
  }

  /**
   * Whether a limiter may differ and still keep its promises. It may find out later that a call
   * which is not due yet will miss its deadline; meanwhile the call may be saved, and keep others
   * waiting. If its limit was lowered below what counts, it no longer knows when the excess was
   * admitted, so calls may wait longer after the limit is raised or an amount is given back.
   */
  boolean isInDoubt() {
    return isInDoubt;
  }

  List<Integer> waiting() {
    return waiting.stream().map(Call::id).sorted().toList();
  }

  /** The calls that were admitted, and have neither ended nor returned to the queue. */
  List<Integer> running() {
    return List.copyOf(running.keySet());
  }

  /** What a running call has reserved; negative if it was settled. */
  long reserved(int id) {
    Admitted admitted = running.get(id);
    return admitted == null || admitted.isSettled
        ? -1
        : admitted.call.weights().of(Dimension.TOKENS);
  }

  /** Lets time pass, and does what is due. */
  void advance(long nanos) {
    long target = now + nanos;
    admitAll();
    for (long next = next(); next <= target; next = next()) {
      now = next;
      refuseImpatient();
      admitAll();
    }
    now = target;
  }

  /** The next time after this one at which anything may happen. */
  private long next() {
    long next = pausedUntil > now ? pausedUntil : Long.MAX_VALUE;
    for (Call call : waiting) {
      if (call.notBefore > now) {
        next = Math.min(next, call.notBefore);
      }
      if (isWatched() && call.latest >= now && call.latest != Long.MAX_VALUE) {
        next = Math.min(next, call.latest + 1);
      }
    }
    Call head = head(now);
    long turn = head == null ? now : logs.earliest(now, head.weights());
    return turn > now ? Math.min(next, turn) : next;
  }

  private boolean isWatched() {
    return slots != Integer.MAX_VALUE;
  }

  private void admitAll() {
    for (Call head = head(now); head != null && canGo(head); head = head(now)) {
      waiting.remove(head);
      Admitted admitted = new Admitted(head, reservations++);
      running.put(head.id, admitted);
      logs.admit(now, head.weights(), admitted.reservation);
      outcomes.admitted(head.id, now);
      refuseDoomed(null);
    }
  }

  private boolean canGo(Call head) {
    return now >= pausedUntil
        && running.size() < slots
        && logs.earliest(now, head.weights()) == now;
  }

  private void refuseImpatient() {
    if (isWatched()) {
      for (Call call : List.copyOf(waiting)) {
        if (call.latest < now) {
          waiting.remove(call);
          outcomes.refused(call.id, now, null, 0);
        }
      }
    }
  }

  void arrive(int id, Terms terms) {
    lastArrival = Math.max(now, lastArrival + 1);
    join(new Call(id, lastArrival, terms, now, Timeline.after(now, terms.maxWait())));
  }

  void retry(int id, long delay, long maxWait) {
    Admitted admitted = admitted(id);
    running.remove(id);
    long notBefore = now + delay;
    Call first = admitted.call;
    advance(0);
    join(new Call(id, first.arrival, first.terms, notBefore, Timeline.after(notBefore, maxWait)));
  }

  private void join(Call call) {
    Limit tooSmall = logs.tooSmallFor(call.weights());
    if (tooSmall != null) {
      outcomes.refused(call.id, now, tooSmall, Timeline.NEVER);
      return;
    }
    waiting.add(call);
    refuseDoomed(call);
    if (isWatched() && waiting.contains(call) && call.latest <= now) {
      boolean goes = call.equals(head(now)) && canGo(call);
      if (!goes) {
        waiting.remove(call);
        outcomes.refused(call.id, now, null, 0);
      }
    }
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

  void used(int id, long tokens) {
    Admitted admitted = admitted(id);
    long reserved = admitted.call.weights().of(Dimension.TOKENS);
    running.put(id, new Admitted(admitted.call, admitted.reservation, true));
    logs.settleTokens(now, admitted.reservation, reserved, tokens);
    if (tokens > reserved) {
      refuseDoomed(null);
    }
    advance(0);
  }

  void giveBack(int id) {
    Admitted admitted = admitted(id);
    running.remove(id);
    isInDoubt |= isSqueezed;
    logs.giveBack(now, admitted.reservation);
    advance(0);
  }

  void close(int id) {
    running.remove(id);
    advance(0);
  }

  /** Replaces the limits by others of the same dimensions and periods, in the same order. */
  void change(List<Limit> limits) {
    isInDoubt |= isSqueezed;
    logs = logs.under(limits, now);
    isSqueezed |= logs.areOver(now);
    slots = slots(limits);
    for (Call call : List.copyOf(waiting)) {
      Limit tooSmall = logs.tooSmallFor(call.weights());
      if (tooSmall != null) {
        waiting.remove(call);
        outcomes.refused(call.id, now, tooSmall, Timeline.NEVER);
      }
    }
    refuseDoomed(null);
    advance(0);
  }

  private Admitted admitted(int id) {
    return Objects.requireNonNull(running.get(id), "not running");
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
        isInDoubt |= !turn.call.equals(arriving) && turn.call.notBefore > now;
        outcomes.refused(turn.call.id, now, turn.binding, turn.time - now);
      }
    }
  }

  /**
   * The current turns of all calls, ignoring slots. A call that will miss its deadline has a turn
   * but takes nothing.
   */
  private List<Turn> turns(Predicate<Turn> willMissItsDeadline) {
    List<Turn> turns = new ArrayList<>();
    List<Call> left = new ArrayList<>(waiting);
    WeightedLogs future = logs.copy();
    long time = Math.max(now, pausedUntil);
    Limit binding = null;
    while (!left.isEmpty()) {
      Turn turn = turn(left, future, time, binding);
      left.remove(turn.call);
      turns.add(turn);
      if (!willMissItsDeadline.test(turn)) {
        time = turn.time;
        binding = turn.binding;
        future.admit(time, turn.call.weights(), -1);
      }
    }
    return turns;
  }

  /** The next turn from a time on, with its call. */
  private static Turn turn(List<Call> left, WeightedLogs logs, long from, @Nullable Limit before) {
    long due = left.stream().mapToLong(Call::notBefore).min().orElseThrow();
    long time = Math.max(from, due);
    Limit binding = before;
    while (true) {
      Call head = head(left, time);
      long turn = logs.earliest(time, head.weights());
      Limit inTheWay = logs.binding(time, head.weights());
      binding = inTheWay == null ? binding : inTheWay;
      long overtaken =
          left.stream()
              .filter(call -> call.notBefore <= turn && IN_LINE.compare(call, head) < 0)
              .mapToLong(Call::notBefore)
              .min()
              .orElse(Long.MAX_VALUE);
      if (overtaken == Long.MAX_VALUE) {
        return new Turn(head, turn, binding);
      }
      time = overtaken;
    }
  }

  private @Nullable Call head(long time) {
    return waiting.stream().anyMatch(call -> call.notBefore <= time) ? head(waiting, time) : null;
  }

  private static Call head(List<Call> calls, long time) {
    return calls.stream().filter(call -> call.notBefore <= time).min(IN_LINE).orElseThrow();
  }

  /** A waiting call; ids are given in the order of first arrival. */
  private record Call(int id, long arrival, Terms terms, long notBefore, long latest) {
    Weights weights() {
      return terms.weights();
    }

    long rank() {
      return switch (terms.priority()) {
        case HIGH -> arrival;
        case NORMAL -> arrival + AGEING;
        case LOW -> arrival + 2 * AGEING;
      };
    }
  }

  private record Admitted(Call call, int reservation, boolean isSettled) {
    Admitted(Call call, int reservation) {
      this(call, reservation, false);
    }
  }

  private record Turn(Call call, long time, @Nullable Limit binding) {}
}
