package com.acme;

import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.GovernedType;
import dev.ritmo.runtime.spi.Governs;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.annotation.processing.Generated;

/**
 * What governs the methods of {@code com.acme.Summaries}.
 */
@Generated("dev.ritmo.processor.RitmoProcessor")
@Governs(
    type = "com.acme.Summaries",
    methods = "summarize(java.lang.String)"
)
final class Summaries_Ritmo implements GovernedType {
  @Override
  public List<GovernedMethod> methods() {
    return List.of(
        GovernedMethod.of(
                "summarize(java.lang.String)",
                "com.acme.Summaries.summarize(String)",
                Limit.calls(10, 60, TimeUnit.SECONDS))
            .maxWait(30, TimeUnit.SECONDS)
            .retry(RetrySettings.DEFAULT.maxAttempts(3)));
  }
}
