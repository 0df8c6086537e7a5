package dev.ritmo.langchain4j;

import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.GovernedType;
import dev.ritmo.runtime.spi.Limit;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What governs it, as the processor writes it. */
@SuppressWarnings("unused") // found by its name
final class Assistant_Limited_Ritmo implements GovernedType {

  private static final Limit CALLS = Limit.calls(2, 60, TimeUnit.SECONDS);

  @Override
  public List<GovernedMethod> methods() {
    return List.of(
        GovernedMethod.of("chat(java.lang.String)", "assistant", CALLS)
            .maxWait(0, TimeUnit.SECONDS),
        GovernedMethod.of("translate(java.lang.String,java.lang.String)", "translator", CALLS)
            .maxWait(0, TimeUnit.SECONDS),
        GovernedMethod.of(
                "ask(dev.langchain4j.data.message.UserMessage)",
                "answers",
                Limit.tokens(1_000, 60, TimeUnit.SECONDS))
            .prompt(0));
  }
}
