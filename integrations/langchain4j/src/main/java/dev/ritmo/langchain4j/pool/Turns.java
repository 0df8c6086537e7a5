package dev.ritmo.langchain4j.pool;

import dev.ritmo.runtime.PermitRequest;
import dev.ritmo.runtime.RateLimitExceededException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request that waits at several accounts at once will miss its deadline. Each limiter
 * computes the turns of its queue as if no other account served it. Together they serve the request
 * that has <i>n</i> of the pool ahead at the <i>(n + 1)</i>th of all turns that these and it have
 * anywhere. Immutable.
 *
 * @param ahead the places of requests of the pool that arrived before, without those of the request
 * @param own the places of the request
 */
record Turns<M>(List<Collection<PermitRequest>> ahead, Map<Account<M>, PermitRequest> own) {

  /**
   * With what the accounts refuse the request.
   *
   * @param left how much longer it may wait, in nanoseconds
   * @return null if it may be in time; empty if no account has a place for it
   */
  @Nullable List<RateLimitExceededException> refusals(long left) {
    for (PermitRequest place : own.values()) {
      Optional<Duration> wait = place.expectedWait();
      if (wait.isEmpty() || nanos(wait.get()) <= left) {
        return null;
      }
    }
    // turns may have been computed before requests ahead left for other accounts: compute them anew
    List<RateLimitExceededException> refusals = new ArrayList<>();
    for (PermitRequest place : own.values()) {
      RateLimitExceededException refusal = place.refusal().orElse(null);
      if (refusal == null || nanos(refusal.retryAfter()) <= left) {
        return null;
      }
      refusals.add(refusal);
    }
    refusals.sort(Comparator.comparing(RateLimitExceededException::retryAfter));
    return turn() <= left ? null : refusals;
  }

  private long turn() {
    List<Long> turns = new ArrayList<>();
    own.values().forEach(place -> addTurn(place, turns));
    for (Collection<PermitRequest> places : ahead) {
      places.forEach(place -> addTurn(place, turns));
    }
    turns.sort(Comparator.naturalOrder());
    return turns.size() > ahead.size() ? turns.get(ahead.size()) : 0;
  }

  private void addTurn(PermitRequest place, List<Long> turns) {
    place.expectedWait().ifPresent(wait -> turns.add(nanos(wait)));
  }

  private static long nanos(Duration time) {
    try {
      return time.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }
}
