package com.acme;

import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.GovernedType;
import dev.ritmo.runtime.spi.Governs;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.annotation.processing.Generated;

/**
 * What governs the methods of {@code com.acme.Everything}.
 */
@Generated("dev.ritmo.processor.RitmoProcessor")
@Governs(
    type = "com.acme.Everything",
    methods = {
        "everything(java.util.List,int[][],java.lang.Comparable[])",
        "retryAlone()",
        "severalLimits()"
    },
    limiters = @Governs.Limiter(
        name = "chat completions",
        limits = {
            "calls = 5000, period = 50 MINUTES"
        }
    )
)
@SuppressWarnings("auxiliaryclass")
final class Everything_Ritmo implements GovernedType {
  @Override
  public List<GovernedMethod> methods() {
    return List.of(
        GovernedMethod.of(
                "everything(java.util.List,int[][],java.lang.Comparable[])",
                "chat completions",
                Limit.calls(5000, 3000000000L, TimeUnit.MICROSECONDS))
            .maxWait(GovernedMethod.FOREVER, TimeUnit.MICROSECONDS)
            .retry(
                RetrySettings.DEFAULT
                    .maxAttempts(2)
                    .delays(250, 30000, TimeUnit.MILLISECONDS)
                    .multiplier(1.5)
                    .jitter(0.0)
                    .deadline(3000000000L, TimeUnit.MILLISECONDS)
                    .retryOn(IOException.class, IllegalStateException.class)
                    .abortOn(Everything.Fatal.class)),
        GovernedMethod.of(
                "retryAlone()",
                "com.acme.Everything.retryAlone()")
            .retry(RetrySettings.DEFAULT),
        GovernedMethod.of(
                "severalLimits()",
                "com.acme.Everything.severalLimits()",
                Limit.calls(10, 1, TimeUnit.SECONDS).burst(2),
                Limit.calls(5000, 1, TimeUnit.DAYS),
                Limit.concurrent(4))
            .maxWait(1, TimeUnit.DAYS));
  }
}
