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
 * What governs the methods of {@code com.acme.Assistant_Limited}.
 */
@Generated("dev.ritmo.processor.RitmoProcessor")
@Governs(
    type = "com.acme.Assistant_Limited",
    methods = {
        "ask(java.lang.String)",
        "choose(java.lang.Comparable,int[],java.lang.Comparable[])"
    }
)
final class Assistant_Limited_Ritmo implements GovernedType {
  @Override
  public List<GovernedMethod> methods() {
    return List.of(
        GovernedMethod.of(
                "ask(java.lang.String)",
                "com.acme.Assistants.Base.ask(Object)",
                Limit.calls(1, 60, TimeUnit.SECONDS)),
        GovernedMethod.of(
                "choose(java.lang.Comparable,int[],java.lang.Comparable[])",
                "com.acme.Assistant.choose(Comparable,int[],Comparable[])",
                Limit.calls(10, 60, TimeUnit.SECONDS))
            .retry(RetrySettings.DEFAULT));
  }
}
