package dev.ritmo.processor.write;

import com.palantir.javapoet.CodeBlock;
import dev.ritmo.processor.model.Retry;
import dev.ritmo.processor.model.RetryDelays;
import dev.ritmo.rules.Defaults;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The expression for the two delays of a retry; the settings take both, in one unit. */
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
    RetryDelays delays = RetryDelays.of(retry);
    return new Delays(delays.initialNanos(), delays.maxNanos(), retry.unit().value());
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
