package dev.ritmo.langchain4j;

import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.GovernedType;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What governs it, as the processor writes it. */
@SuppressWarnings("unused") // found by its name
final class UserChat_Limited_Ritmo implements GovernedType {

  @Override
  public List<GovernedMethod> methods() {
    return List.of(
        GovernedMethod.of(
                "chat(java.lang.String,java.lang.String)",
                "chat",
                Limit.calls(5, 10, TimeUnit.SECONDS))
            .retry(RetrySettings.DEFAULT.delays(1, 60, TimeUnit.SECONDS).jitter(0)));
  }
}
