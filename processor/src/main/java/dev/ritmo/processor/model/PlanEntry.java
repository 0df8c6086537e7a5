package dev.ritmo.processor.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * What an account may do with one model.
 *
 * @param name as {@code @RateLimited(plan = ...)} has it: {@code openai/gpt-4o}
 * @param limits in the order of the file
 */
public record PlanEntry(String name, List<Limit> limits) {

  /**
   * One limit of the account.
   *
   * @param amount how much; never a burst
   * @param line where it stands in the file
   */
  public record Limit(Amount amount, int line) {}

  /**
   * What one limiter can take of a limit.
   *
   * @param taken the most in any window of the limit
   */
  public record Draw(Limit limit, long taken) {}

  /**
   * What a limiter with these limits takes of each limit. A limit in a dimension that it does not
   * count is not drawn on.
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
