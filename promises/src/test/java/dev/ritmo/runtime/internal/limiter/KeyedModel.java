package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.window.LimitSet;
import dev.ritmo.runtime.internal.window.NaiveWindow;
import dev.ritmo.runtime.spi.Limit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keys with a limit each, under a limit and slots over all of them, implemented naively: of the
 * keys whose first call waits for nothing else, the one served longest ago goes first.
 */
final class KeyedModel {

  private final Outcomes outcomes = new Outcomes();
  private final Map<Integer, Lane> lanes = new TreeMap<>();
  private final Map<Integer, Lane> running = new TreeMap<>();
  private final NaiveWindow overall;
  private final Limit perKey;
  private final int slots;
  private int calls;
  private long now;
  private long pausedUntil;
  private boolean isTied;

  KeyedModel(Limit overall, Limit perKey, int slots) {
    this.overall = window(overall);
    this.perKey = perKey;
    this.slots = slots;
  }

  private static NaiveWindow window(Limit limit) {
    return new NaiveWindow(limit.amount(), limit.periodNanos() + LimitSet.margin(limit));
  }

  Outcomes outcomes() {
    return outcomes;
  }

  List<Integer> running() {
    return List.copyOf(running.keySet());
  }

  List<Integer> waiting() {
    return lanes.values().stream().flatMap(lane -> lane.waiting.stream()).sorted().toList();
  }

  /**
   * Whether a key became ready at the same nanosecond at which the limits over all keys had room
   * for others: either call may go first.
   */
  boolean isTied() {
    return isTied;
  }

  int arrive(int key, boolean waits) {
    int id = calls++;
    Lane lane = lanes.computeIfAbsent(key, absent -> new Lane(lanes.size()));
    lane.waiting.add(id);
    admitAll();
    if (!waits && lane.waiting.remove((Integer) id)) {
      outcomes.refused(id, now, null, 0);
    }
    admitAll();
    return id;
  }

  void leave(int id) {
    lanes.values().forEach(lane -> lane.waiting.remove((Integer) id));
    outcomes.left(id, now);
    admitAll();
  }

  void close(int id) {
    running.remove(id);
    admitAll();
  }

  void giveBack(int id) {
    Lane lane = running.remove(id);
    if (lane != null) {
      lane.window.giveBack(now, id, 1);
      overall.giveBack(now, id, 1);
    }
    admitAll();
  }

  void pause(long length) {
    pausedUntil = Math.max(pausedUntil, now + length);
  }

  void advance(long nanos) {
    long target = now + nanos;
    for (long next = next(); next <= target; next = next()) {
      now = next;
      admitAll();
    }
    now = target;
    admitAll();
  }

  private long next() {
    long next = pausedUntil > now ? pausedUntil : Long.MAX_VALUE;
    long overallOpens = overall.earliest(now, 1);
    next = overallOpens > now ? Math.min(next, overallOpens) : next;
    for (Lane lane : lanes.values()) {
      long opens = lane.window.earliest(now, 1);
      next = opens > now ? Math.min(next, opens) : next;
    }
    return next;
  }

  private void admitAll() {
    for (Lane first = first(); first != null; first = first()) {
      int id = first.waiting.remove(0);
      first.window.admit(now, 1, id);
      overall.admit(now, 1, id);
      first.servedAt = now;
      running.put(id, first);
      outcomes.admitted(id, now);
    }
  }

  private @Nullable Lane first() {
    if (now < pausedUntil || running.size() >= slots || overall.earliest(now, 1) > now) {
      return null;
    }
    List<Lane> ready =
        lanes.values().stream()
            .filter(lane -> !lane.waiting.isEmpty() && lane.window.earliest(now, 1) == now)
            .toList();
    isTied |= ready.size() > 1 && ready.stream().anyMatch(Lane::isReadyJustNow);
    return ready.stream()
        .min(
            Comparator.<Lane>comparingLong(lane -> lane.servedAt)
                .thenComparing(lane -> lane.number))
        .orElse(null);
  }

  private final class Lane {
    private final int number;
    private final NaiveWindow window = window(perKey);
    private final List<Integer> waiting = new ArrayList<>();
    private long servedAt = -1;

    private boolean isReadyJustNow() {
      return window.earliest(now - 1, 1) == now;
    }

    Lane(int number) {
      this.number = number;
    }
  }
}
