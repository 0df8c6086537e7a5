package com.acme;

import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.GovernedType;
import dev.ritmo.runtime.spi.Governs;
import dev.ritmo.runtime.spi.Limit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.annotation.processing.Generated;

/**
 * What governs the methods of {@code com.acme.Outer.Prompts}.
 */
@Generated("dev.ritmo.processor.RitmoProcessor")
@Governs(
    type = "com.acme.Outer$Prompts",
    methods = {
        "ask(com.acme.Outer$Prompts)",
        "reset()"
    },
    spared = {
        "text()",
        "tokens()"
    }
)
final class Outer_Prompts_Ritmo implements GovernedType {
  @Override
  public List<GovernedMethod> methods() {
    return List.of(
        GovernedMethod.of(
                "ask(com.acme.Outer$Prompts)",
                "com.acme.Outer.Prompts",
                Limit.calls(1, 6, TimeUnit.SECONDS)),
        GovernedMethod.of(
                "reset()",
                "com.acme.Outer.Prompts",
                Limit.calls(1, 6, TimeUnit.SECONDS)));
  }
}
