package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.check.Diagnostic;
import dev.ritmo.processor.check.Findings;
import dev.ritmo.processor.check.Rule;
import dev.ritmo.processor.model.RateLimit;

/** The name of a limiter can be written as part of a key in a properties file. */
public final class LimiterNameIsPlain implements Rule<RateLimit> {

  @Override
  public void check(RateLimit limit, Findings findings) {
    String name = limit.limiter().value();
    if (!isPlain(name)) {
      findings.add(
          Diagnostic.LIMITER_NAME_BLANK,
          limit.place().at(limit.limiter()),
          // the value as a Java literal, so that a line feed is visible
          String.valueOf(limit.limiter().written()));
    }
  }

  private static boolean isPlain(String name) {
    return name.equals(name.strip())
        && name.indexOf('=') < 0
        && name.chars().noneMatch(Character::isISOControl);
  }
}
