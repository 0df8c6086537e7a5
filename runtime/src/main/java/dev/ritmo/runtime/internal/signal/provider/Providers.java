package dev.ritmo.runtime.internal.signal.provider;

import dev.ritmo.runtime.spi.Answer;
import dev.ritmo.runtime.spi.FailureClassifier;
import dev.ritmo.runtime.spi.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known about single providers. Asked after the program's classifiers and before the common
 * rules.
 */
public final class Providers {

  /** Gateways come last, because the answer that they forward says more. */
  private static final List<FailureClassifier> ALL =
      List.of(
          new Bedrock(),
          new OpenAi(),
          new Azure(),
          new GitHubModels(),
          new Anthropic(),
          new Google(),
          new Groq(),
          new Mistral(),
          new Cohere(),
          new Cerebras(),
          new Moonshot(),
          new DashScope(),
          new XAi(),
          new HuggingFace(),
          new OpenRouter(),
          new LiteLlm(),
          new Gateways());

  private Providers() {}

  /** The signal of the first provider that knows the answer; null if none does. */
  public static @Nullable Signal signal(Throwable failure, Answer answer) {
    for (FailureClassifier provider : ALL) {
      Signal signal = provider.classify(failure, answer);
      if (signal != null) {
        return signal;
      }
    }
    return null;
  }
}
