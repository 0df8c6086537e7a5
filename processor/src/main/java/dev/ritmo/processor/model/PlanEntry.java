package dev.ritmo.processor.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * The limits of an account for one model.
 *
 * @param name as in {@code @RateLimited(plan = ...)}: {@code openai/gpt-4o}
 * @param limits in the order of the file
 */
public record PlanEntry(String name, List<Limit> limits) {

  /**
   * One limit of the account.
   *
   * @param amount the amount, without a burst
   * @param line its line in the file
   */
  public record Limit(Amount amount, int line) {}

  /**
   * The share of a limit that one limiter can take.
   *
   * @param taken the most in any window of the limit
   */
  public record Draw(Limit limit, long taken) {}

  /**
   * The share that a limiter with these limits takes of each limit. Limits in other dimensions are
   * not affected.
   */
  public List<Draw> drawnBy(List<Amount> limiter) {
    return limits.stream().flatMap(limit -> draw(limit, limiter)).toList();
  }

  private static Stream<Draw> draw(Limit limit, List<Amount> limiter) {
    return limiter.stream()
        .filter(amount -> amount.dimension() == limit.amount().dimension())
        .map(amount -> amount.mostIn(limit.amount().periodNanos()))
        .reduce(Math::min)
        .map(taken -> new Draw(limit, taken))
        .stream();
  }
}
