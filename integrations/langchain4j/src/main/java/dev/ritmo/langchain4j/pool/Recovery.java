package dev.ritmo.langchain4j.pool;

import dev.ritmo.runtime.PermitRequest;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.TimeSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Members begin to rest, are probed, and are well again, and requests that wait hear of it. Thread-
 * safe.
 */
final class Recovery<M> {

  private final Pool<M> pool;
  private final Places<M> places;

  Recovery(Pool<M> pool, Places<M> places) {
    this.pool = pool;
    this.places = places;
  }

  /** The member has answered a request. */
  void isWell(Attempt<M> attempt) {
    Member<M> member = attempt.member();
    boolean[] wasLasting = {false};
    boolean isBack =
        places.locked(
            () -> {
              member.health().answered();
              boolean heals = attempt.isProbe() && member.health().isProber(attempt.request());
              wasLasting[0] = member.health().isLasting();
              if (heals) {
                member.health().heal(Ritmo.time().nanoTime());
              }
              return heals;
            });
    if (isBack) {
      isBack(member, wasLasting[0]);
    }
  }

  private void isBack(Member<M> member, boolean wasLasting) {
    if (wasLasting) {
      PoolLog.isBack(member);
    }
    lookElsewhere(places.waitingFor(member));
  }

  /** An attempt has ended that says nothing of the member. */
  void release(Attempt<M> attempt) {
    if (places.locked(() -> attempt.member().health().release(attempt.request()))) {
      offer(attempt.member());
    }
  }

  /** What a failure says about the member. */
  void failed(Attempt<M> attempt, Signal signal) {
    if (Failover.isAnswer(signal)) {
      isWell(attempt);
    } else if (Failover.isUnwell(signal)) {
      List<Member<M>> siblings = attempt.member().account().members();
      List<Member<M>> unwell = Failover.isOfAccount(signal) ? siblings : List.of(attempt.member());
      unwell.forEach(member -> rest(member, attempt, signal));
    } else if (attempt.isProbe()) {
      restAgain(attempt);
    }
    if (signal.statesDelay()) { // its limiter has paused: some that wait there may be too late now
      lookElsewhere(places.waitingAt(attempt.member().account()));
    }
  }

  private void rest(Member<M> member, Attempt<M> attempt, Signal signal) {
    List<PooledRequest<M>> evicted = new ArrayList<>();
    List<PermitRequest> left = new ArrayList<>();
    boolean[] wasLasting = {false};
    long rest =
        places.locked(
            () -> {
              wasLasting[0] = member.health().isLasting();
              long begun = member.health().fail(Ritmo.time().nanoTime(), attempt, signal);
              if (begun > 0) {
                evicted.addAll(places.evict(member, left));
              }
              return begun;
            });
    if (rest > 0) {
      Pool.cancel(left);
      offerAfter(member, rest);
      lookElsewhere(evicted);
      if (Health.LASTING.contains(signal.reason()) && !wasLasting[0]) {
        PoolLog.rests(member, signal.reason(), rest); // said once
      }
    }
  }

  private void restAgain(Attempt<M> attempt) {
    Health health = attempt.member().health();
    long rest =
        places.locked(
            () ->
                health.release(attempt.request()) ? health.restAgain(Ritmo.time().nanoTime()) : 0L);
    if (rest > 0) {
      offerAfter(attempt.member(), rest);
    }
  }

  private void offerAfter(Member<M> member, long rest) {
    Runnable unused = Ritmo.time().schedule(() -> elsewhere(() -> offer(member)), rest);
  }

  /** A member may be probed: the first request that waits and can be its probe is. */
  void offer(Member<M> member) {
    Health health = member.health();
    for (PooledRequest<M> request : places.waitingFor(member)) {
      if (places.locked(() -> health.isProbed() || health.isHealthy())) {
        return;
      }
      pool.look(request);
    }
  }

  /** A key that has changed ends the rest that the previous one has brought about. */
  void healRotated() {
    for (Member<M> member : pool.members()) {
      Health health = member.health();
      Object failedWith = places.locked(() -> health.isLasting() ? health.version() : null);
      if (failedWith != null && hasChanged(member, failedWith)) {
        boolean isHealed =
            places.locked(
                () -> {
                  boolean isSame = failedWith.equals(health.version());
                  if (isSame) {
                    health.heal(Ritmo.time().nanoTime());
                  }
                  return isSame;
                });
        if (isHealed) {
          isBack(member, true);
        }
      }
    }
  }

  private static boolean hasChanged(Member<?> member, Object failedWith) {
    try {
      return !failedWith.equals(member.source().version());
    } catch (RuntimeException e) {
      return false; // there is no key now
    }
  }

  private void lookElsewhere(List<PooledRequest<M>> requests) {
    if (!requests.isEmpty()) {
      elsewhere(() -> requests.forEach(pool::look));
    }
  }

  /** Not on the thread of the request that has caused it. */
  private static void elsewhere(Runnable task) {
    TimeSource time = Ritmo.time();
    time.executor().execute(task);
  }
}
