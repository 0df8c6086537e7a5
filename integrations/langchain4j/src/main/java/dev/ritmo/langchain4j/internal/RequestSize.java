package dev.ritmo.langchain4j.internal;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.ritmo.runtime.LimitedCall;
import org.jspecify.annotations.Nullable;

/** How many tokens requests reserve. */
public final class RequestSize {

  private static final String OPENAI = "dev.langchain4j.model.openai.OpenAiChatRequestParameters";

  private RequestSize() {}

  /**
   * A call that reserves what a request needs: the estimated tokens of its messages, tools and
   * schema, and for the answer the most that it allows, or else what answers usually need.
   *
   * @throws IllegalStateException if the limiter is not declared
   */
  public static LimitedCall sized(LimitedCall call, ChatRequest request) {
    LimitedCall sized = call.prompt(request);
    Integer most = mostOutput(request.parameters());
    return most == null || most < 0 ? sized : sized.outputTokens(most);
  }

  /**
   * A call that reserves the estimated tokens of the texts to embed; the answer has none.
   *
   * @throws IllegalStateException if the limiter is not declared
   */
  public static LimitedCall sized(LimitedCall call, EmbeddingRequest request) {
    return call.prompt(request.inputs()).outputTokens(0);
  }

  private static @Nullable Integer mostOutput(ChatRequestParameters parameters) {
    Integer most = parameters.maxOutputTokens();
    return most == null && isOfOpenAi(parameters.getClass()) ? OfOpenAi.most(parameters) : most;
  }

  private static boolean isOfOpenAi(@Nullable Class<?> type) {
    return type != null && (type.getName().equals(OPENAI) || isOfOpenAi(type.getSuperclass()));
  }

  /** A separate class, because the module of OpenAI may be missing. */
  private static final class OfOpenAi {

    static @Nullable Integer most(ChatRequestParameters parameters) {
      return ((OpenAiChatRequestParameters) parameters).maxCompletionTokens();
    }
  }
}
