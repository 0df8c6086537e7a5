package dev.ritmo.langchain4j.pool;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Why no member of a pool can start a request in time. Names neither keys nor models. */
final class PoolRefusal {

  private PoolRefusal() {}

  /**
   * The refusal with the earliest time, and what is known of each account and member.
   *
   * @param late what the limiters say, where the request has waited
   */
  static <M> RateLimitExceededException of(
      Pool<M> pool, PooledRequest<M> request, List<RateLimitExceededException> late) {
    List<RateLimitExceededException> all = new ArrayList<>(late);
    List<String> words = new ArrayList<>();
    for (RateLimitExceededException refusal : late) {
      words.add(
          "%s could in %s (%s)"
              .formatted(
                  names(pool, refusal.limiterName()),
                  PoolLog.words(refusal.retryAfter()),
                  refusal.limit().map(Object::toString).orElse("the limiter is paused")));
    }
    long now = Ritmo.time().nanoTime();
    pool.places()
        .run(
            () -> {
              for (Member<M> member : pool.members()) {
                if (!member.health().isHealthy() && !request.barred.contains(member)) {
                  Duration rest = Duration.ofNanos(member.health().restLeft(now));
                  String name = member.account().limiter().name();
                  all.add(new RateLimitExceededException(name, null, rest));
                  words.add(
                      "\"%s\" rests for %s after %s"
                          .formatted(
                              member.name(),
                              PoolLog.words(rest),
                              member.health().reason().map(Object::toString).orElse("")));
                }
              }
            });
    request.failures.refusals().forEach(all::add);
    return all.stream()
        .min((one, other) -> one.retryAfter().compareTo(other.retryAfter()))
        .map(first -> RateLimitExceededException.ofPool(text(words, first), first))
        .orElseGet(() -> untried(pool));
  }

  private static String text(List<String> words, RateLimitExceededException first) {
    String why = words.isEmpty() ? first.getMessage() : String.join("; ", words) + ".";
    return why + " Fix: come back then, raise maxWait, or add members.";
  }

  private static String names(Pool<?> pool, String limiter) {
    List<String> names =
        pool.members().stream()
            .filter(member -> member.account().limiter().name().equals(limiter))
            .map(member -> '"' + member.name() + '"')
            .toList();
    return String.join(" and ", names);
  }

  /** The request has been everywhere; it fails with what it met there. */
  private static RateLimitExceededException untried(Pool<?> pool) {
    String limiter = pool.members().get(0).account().limiter().name();
    return new RateLimitExceededException(limiter, null, ChronoUnit.FOREVER.getDuration());
  }

  /** A limiter has no retry left for a request that has met an overload elsewhere. */
  static RateLimitExceededException noBudget(String limiter) {
    return new RateLimitExceededException(limiter, null, ChronoUnit.FOREVER.getDuration());
  }
}
