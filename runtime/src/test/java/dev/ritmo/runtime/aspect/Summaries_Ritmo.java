package dev.ritmo.runtime.aspect;

import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.GovernedType;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What governs the methods of {@code Summaries}, as the processor writes it. */
@SuppressWarnings("unused") // found by its name
final class Summaries_Ritmo implements GovernedType {

  @Override
  public List<GovernedMethod> methods() {
    return List.of(
        GovernedMethod.of("shorten(java.lang.String)", "summaries", minutes(2)),
        GovernedMethod.of("summarize(java.lang.String)", "summaries", minutes(1))
            .maxWait(5, TimeUnit.SECONDS)
            .retry(RetrySettings.DEFAULT));
  }

  private static Limit minutes(int period) {
    return Limit.calls(10, period, TimeUnit.MINUTES);
  }
}
