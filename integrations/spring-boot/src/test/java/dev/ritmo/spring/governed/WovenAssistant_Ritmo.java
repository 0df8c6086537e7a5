package dev.ritmo.spring.governed;

import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.GovernedType;
import dev.ritmo.runtime.spi.Limit;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What governs it, as the processor writes it. */
@SuppressWarnings("unused") // found by its name
final class WovenAssistant_Ritmo implements GovernedType {

  @Override
  public List<GovernedMethod> methods() {
    return List.of(
        GovernedMethod.of(
                "chat(java.lang.String)", "assistant", Limit.calls(2, 60, TimeUnit.SECONDS))
            .maxWait(0, TimeUnit.SECONDS));
  }
}
