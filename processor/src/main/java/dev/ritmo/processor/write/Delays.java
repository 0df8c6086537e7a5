package dev.ritmo.processor.write;

import com.palantir.javapoet.CodeBlock;
import dev.ritmo.processor.model.Retry;
import dev.ritmo.rules.Defaults;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The two delays of a retry. The settings take both, in one unit; if only one is written, the other
 * is its default, or, where that would turn them round, the same as the one written.
 */
record Delays(long initialNanos, long maxNanos, TimeUnit declared) {

  private static final List<TimeUnit> COARSEST_FIRST =
      List.of(
          TimeUnit.DAYS,
          TimeUnit.HOURS,
          TimeUnit.MINUTES,
          TimeUnit.SECONDS,
          TimeUnit.MILLISECONDS,
          TimeUnit.MICROSECONDS);

  static Delays of(Retry retry) {
    TimeUnit unit = retry.unit().value();
    boolean initialWritten = retry.initialDelay().isWritten();
    boolean maxWritten = retry.maxDelay().isWritten();
    long initial =
        initialWritten ? unit.toNanos(retry.initialDelay().value()) : Defaults.INITIAL_DELAY;
    long max = maxWritten ? unit.toNanos(retry.maxDelay().value()) : Defaults.MAX_DELAY;
    return new Delays(
        initialWritten ? initial : Math.min(initial, max),
        maxWritten ? max : Math.max(max, initial),
        unit);
  }

  boolean isDefault() {
    return initialNanos == Defaults.INITIAL_DELAY && maxNanos == Defaults.MAX_DELAY;
  }

  CodeBlock code() {
    TimeUnit unit = unit();
    return CodeBlock.of(
        ".delays($L, $L)",
        Literals.number(unit.convert(initialNanos, TimeUnit.NANOSECONDS)),
        Literals.duration(unit.convert(maxNanos, TimeUnit.NANOSECONDS), unit));
  }

  /** The unit that the user chose if it can say both exactly, else the coarsest that can. */
  private TimeUnit unit() {
    if (isExact(declared)) {
      return declared;
    }
    return COARSEST_FIRST.stream().filter(this::isExact).findFirst().orElse(TimeUnit.NANOSECONDS);
  }

  private boolean isExact(TimeUnit unit) {
    long one = unit.toNanos(1);
    return initialNanos % one == 0 && maxNanos % one == 0;
  }
}
