package dev.ritmo.langchain4j;

import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.GovernedType;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What governs the methods of {@code Callers}, as the processor writes it. */
@SuppressWarnings("unused") // found by its name
final class Callers_Ritmo implements GovernedType {

  @Override
  public List<GovernedMethod> methods() {
    return List.of(
        GovernedMethod.of("ask(dev.ritmo.langchain4j.Chat,java.lang.String)", "asking")
            .retry(RetrySettings.DEFAULT.delays(1, 60, TimeUnit.SECONDS).jitter(0)),
        GovernedMethod.of(
                "stream(java.util.function.Supplier)",
                "callers",
                Limit.calls(2, 10, TimeUnit.SECONDS))
            .deferred());
  }
}
