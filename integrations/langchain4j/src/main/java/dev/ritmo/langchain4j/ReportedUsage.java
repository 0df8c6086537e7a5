package dev.ritmo.langchain4j;

import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.service.Result;
import dev.ritmo.runtime.spi.TokenUsage;
import dev.ritmo.runtime.spi.UsageReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tokens used from the answers of models and AI services: {@link ChatResponse}, {@link
 * EmbeddingResponse}, {@link Response}, and {@link Result}, which has the sum over all requests of
 * a call of a service. Tokens that Anthropic writes to its cache count as input, as they do for its
 * limits; tokens read from the cache do not. Immutable.
 */
public final class ReportedUsage implements UsageReader {

  private static final String ANTHROPIC = "dev.langchain4j.model.anthropic.AnthropicTokenUsage";

  /** Found by {@link java.util.ServiceLoader}. */
  public ReportedUsage() {}

  @Override
  public @Nullable TokenUsage read(Object result) {
    var usage = reportedBy(result);
    if (usage == null) {
      return null;
    }
    Integer input = usage.inputTokenCount();
    Integer output = usage.outputTokenCount();
    boolean isUnknown = input == null && output == null;
    if (isUnknown || isNegative(input) || isNegative(output) || isSilent(output, result)) {
      return null;
    }
    return new TokenUsage(
        writtenToCache(usage) + (input == null ? rest(usage, output) : input),
        output == null ? rest(usage, input) : output);
  }

  private static boolean isNegative(@Nullable Integer count) {
    return count != null && count < 0;
  }

  /** Whether a text has cost nothing, which only says that its tokens were not counted. */
  private static boolean isSilent(@Nullable Integer output, Object result) {
    return output != null
        && output == 0
        && result instanceof ChatResponse response
        && (response.aiMessage().hasToolExecutionRequests()
            || (response.aiMessage().text() != null && !response.aiMessage().text().isEmpty()));
  }

  /** A count that is not reported, such as the answer of an embedding, which has none. */
  private static long rest(dev.langchain4j.model.output.TokenUsage usage, long other) {
    Integer all = usage.totalTokenCount();
    return all == null ? 0 : Math.max(0, all - other);
  }

  private static dev.langchain4j.model.output.@Nullable TokenUsage reportedBy(Object result) {
    if (result instanceof ChatResponse response) {
      return response.tokenUsage();
    }
    if (result instanceof EmbeddingResponse response) {
      return response.tokenUsage();
    }
    if (result instanceof Result<?> answer) {
      return answer.tokenUsage();
    }
    return result instanceof Response<?> response ? response.tokenUsage() : null;
  }

  private static long writtenToCache(dev.langchain4j.model.output.TokenUsage usage) {
    return usage.getClass().getName().equals(ANTHROPIC) ? OfAnthropic.writtenToCache(usage) : 0;
  }

  /** A separate class, because the module of Anthropic may be missing. */
  private static final class OfAnthropic {

    static int writtenToCache(dev.langchain4j.model.output.TokenUsage usage) {
      Integer written = ((AnthropicTokenUsage) usage).cacheCreationInputTokens();
      return written == null ? 0 : written;
    }
  }
}
