package dev.ritmo.processor.write;

import com.palantir.javapoet.CodeBlock;
import dev.ritmo.processor.model.Retry;
import dev.ritmo.processor.model.RetryDelays;
import dev.ritmo.processor.model.TimeUnits;
import dev.ritmo.rules.Defaults;
import java.util.concurrent.TimeUnit;

/** The expression for the two delays of a retry; the settings take both, in one unit. */
record Delays(long initialNanos, long maxNanos, TimeUnit declared) {

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

  /** The declared unit if it is exact for both, else the coarsest exact one. */
  private TimeUnit unit() {
    return TimeUnits.isExact(declared, initialNanos, maxNanos)
        ? declared
        : TimeUnits.coarsest(initialNanos, maxNanos);
  }
}
