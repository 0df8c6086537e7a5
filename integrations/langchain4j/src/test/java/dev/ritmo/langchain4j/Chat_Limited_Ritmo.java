package dev.ritmo.langchain4j;

import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.GovernedType;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What governs it, as the processor writes it. */
@SuppressWarnings("unused") // found by its name
final class Chat_Limited_Ritmo implements GovernedType {

  private static final RetrySettings RETRY =
      RetrySettings.DEFAULT.delays(1, 60, TimeUnit.SECONDS).jitter(0);

  @Override
  public List<GovernedMethod> methods() {
    Limit calls = Limit.calls(5, 10, TimeUnit.SECONDS);
    return List.of(
        GovernedMethod.of("chat(java.lang.String)", "chat", calls).retry(RETRY),
        GovernedMethod.of("publish(java.lang.String)", "chat", calls).retry(RETRY),
        GovernedMethod.of(
                "stream(java.lang.String)",
                "streams",
                Limit.calls(2, 10, TimeUnit.SECONDS),
                Limit.concurrent(1))
            .retry(RETRY)
            .deferred(),
        GovernedMethod.of(
                "streamTokens(java.lang.String)",
                "tokens",
                Limit.tokens(1_000, 60, TimeUnit.SECONDS))
            .prompt(0)
            .deferred());
  }
}
