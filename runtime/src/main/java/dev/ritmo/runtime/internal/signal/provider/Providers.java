package dev.ritmo.runtime.internal.signal.provider;

import dev.ritmo.runtime.spi.Answer;
import dev.ritmo.runtime.spi.FailureClassifier;
import dev.ritmo.runtime.spi.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of single providers: asked after the program and before what all have in common.
 */
public final class Providers {

  /** Those that forward the answers of others come last: what is forwarded says more. */
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

  /** What the first of them says that knows the answer; null if none does. */
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
