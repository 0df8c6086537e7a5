package dev.ritmo.langchain4j;

import dev.ritmo.langchain4j.pool.ModelPools;

/** Models under limits. Thread-safe. */
public final class RitmoModels {

  private RitmoModels() {}

  /**
   * Starts a pool: one model made of several accounts, deployments or models, each with its
   * limiter. A request goes where it can start first.
   *
   * <pre>{@code
   * ChatModel model = RitmoModels.pool()
   *     .member("eu", euModel, "openai-eu")
   *     .member("us", usModel, "openai-us", us -> us.weight(2))
   *     .fallback("claude", claudeModel, "anthropic")
   *     .build();
   * }</pre>
   */
  public static ModelPools pool() {
    return ModelPools.NEW;
  }
}
