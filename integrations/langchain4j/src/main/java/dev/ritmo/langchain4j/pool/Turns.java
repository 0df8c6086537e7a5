package dev.ritmo.langchain4j.pool;

import dev.ritmo.runtime.PermitRequest;
import dev.ritmo.runtime.RateLimitExceededException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request that waits at several accounts at once will miss its deadline. Each limiter
 * computes the turns of its queue as if no other account served it. Together they serve the request
 * that has <i>n</i> of the pool ahead at the <i>(n + 1)</i>th of all turns that these and it have
 * anywhere. Immutable.
 *
 * @param own the places of the request
 * @param ahead the places of each request of the pool that arrived before
 */
record Turns(List<PermitRequest> own, Supplier<List<List<PermitRequest>>> ahead) {

  /**
   * With what the accounts refuse the request, the earliest first; null if it may be in time.
   *
   * @param left how much longer it may wait, in nanoseconds
   */
  @Nullable List<RateLimitExceededException> refusals(long left) {
    for (PermitRequest place : own) {
      Optional<Duration> wait = place.expectedWait();
      if (wait.isEmpty() ? left > 0 : nanos(wait.get()) <= left) {
        return null;
      }
    }
    // turns may have been computed before requests ahead left for other accounts: compute them anew
    List<RateLimitExceededException> refusals = new ArrayList<>();
    for (PermitRequest place : own) {
      RateLimitExceededException refusal = place.refusal().orElse(null);
      if (refusal == null || (left > 0 && nanos(refusal.retryAfter()) <= left)) {
        return null;
      }
      refusals.add(refusal);
    }
    refusals.sort(Comparator.comparing(RateLimitExceededException::retryAfter));
    return left > 0 && turn() <= left ? null : refusals;
  }

  private long turn() {
    List<List<PermitRequest>> others = ahead.get();
    List<Long> turns = new ArrayList<>();
    own.forEach(place -> addTurn(place, turns));
    others.forEach(places -> places.forEach(place -> addTurn(place, turns)));
    turns.sort(Comparator.naturalOrder());
    return turns.size() > others.size() ? turns.get(others.size()) : 0;
  }

  private static void addTurn(PermitRequest place, List<Long> turns) {
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
