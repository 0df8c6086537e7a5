package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.model.Retry;
import dev.ritmo.processor.model.RetryDelays;
import dev.ritmo.processor.model.Setting;
import dev.ritmo.rules.Bounds;
import java.util.Optional;

/**
 * The start times of attempts that fail at once, without jitter and without a time stated by the
 * provider.
 */
final class Schedule {

  /** Further attempts are not checked. */
  private static final int ENOUGH = 10_000;

  private final RetryDelays delays;
  private final double multiplier;
  private final long deadlineNanos;

  private Schedule(RetryDelays delays, double multiplier, long deadlineNanos) {
    this.delays = delays;
    this.multiplier = multiplier;
    this.deadlineNanos = deadlineNanos;
  }

  static Schedule of(Retry retry) {
    return new Schedule(
        RetryDelays.of(retry),
        retry.multiplier().value(),
        retry.unit().value().toNanos(retry.deadline().value()));
  }

  /** Whether there is a deadline, and no other rule reports the numbers. */
  static boolean isSound(Retry retry) {
    return retry.deadline().isWritten()
        && Bounds.isPositive(retry.deadline().value())
        && Bounds.fits(retry.deadline().value(), retry.unit().value())
        && isSound(retry.initialDelay(), retry)
        && isSound(retry.maxDelay(), retry)
        && isOrdered(RetryDelays.of(retry))
        && Bounds.isMultiplier(retry.multiplier().value());
  }

  private static boolean isSound(Setting<Long> delay, Retry retry) {
    return !delay.isWritten()
        || (Bounds.isNotNegative(delay.value())
            && Bounds.fits(delay.value(), retry.unit().value()));
  }

  private static boolean isOrdered(RetryDelays delays) {
    return delays.initialNanos() <= delays.maxNanos();
  }

  /** The first attempt that would start after the deadline; empty if there is none. */
  Optional<Late> firstLate() {
    double delay = delays.initialNanos();
    double sum = 0;
    for (int attempt = 2; attempt <= ENOUGH; attempt++) {
      sum += delay;
      if (sum > deadlineNanos) {
        return Optional.of(new Late(attempt, (long) sum));
      }
      delay = Math.min(delay * multiplier, (double) delays.maxNanos());
    }
    return Optional.empty();
  }

  /** An attempt, and the delays before it. */
  record Late(int attempt, long nanos) {}
}
