package dev.ritmo.testkit;

import java.time.Duration;

/** Checks the bounds of arguments. */
final class Numbers {

  private Numbers() {}

  static int positive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " must be at least 1, but was " + value);
    }
    return value;
  }

  static long positiveNanos(String what, Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(what + " must be positive, but was " + duration);
    }
    return duration.toNanos();
  }

  static Duration notNegative(String what, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(what + " must not be negative, but was " + duration);
    }
    return duration;
  }
}
