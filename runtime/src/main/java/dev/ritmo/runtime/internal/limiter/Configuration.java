package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RetryBudget;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What overrides the numbers that a program declares for a limiter. Used by one thread. */
@FunctionalInterface
public interface Configuration {

  /** The limits in force for those in the code. */
  Limits limits(Limits declared);

  /** Gives the retry budget in force for that in the code; null if nothing does. */
  default @Nullable UnaryOperator<RetryBudget> budgets() {
    return null;
  }

  /**
   * The limiter is there: time to tell what is in force, and what does not fit.
   *
   * @param by who declares it
   * @param names the limiters that there are
   */
  default void made(Limits declared, Limits inForce, String by, Set<String> names) {}
}
