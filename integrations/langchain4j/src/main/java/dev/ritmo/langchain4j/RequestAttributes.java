package dev.ritmo.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.CallAttributes;
import dev.ritmo.runtime.spi.CallObserver;
import dev.ritmo.runtime.spi.TokenUsage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the observers of a request which model it asks and what it has used; never what it says.
 * Does nothing if the request is not observed.
 */
final class RequestAttributes {

  private static final ReportedUsage USAGE = new ReportedUsage();

  /** Where OpenTelemetry's name of a provider is not that of LangChain4j in lower case. */
  private static final Map<String, String> PROVIDERS =
      Map.of(
          "OPEN_AI", "openai",
          "AMAZON_BEDROCK", "aws.bedrock",
          "AZURE_OPEN_AI", "azure.ai.openai",
          "MICROSOFT_FOUNDRY", "azure.ai.inference",
          "GOOGLE_AI_GEMINI", "gcp.gemini",
          "GOOGLE_GENAI", "gcp.gen_ai",
          "GOOGLE_VERTEX_AI_GEMINI", "gcp.vertex_ai",
          "GOOGLE_VERTEX_AI_ANTHROPIC", "gcp.vertex_ai",
          "WATSONX", "ibm.watsonx.ai");

  private final CallObserver.@Nullable Call call;

  private RequestAttributes(CallObserver.@Nullable Call call) {
    this.call = call;
  }

  /** Of the request that the current thread sends. */
  static RequestAttributes ofThisThread() {
    return new RequestAttributes(Ritmo.currentCall().orElse(null));
  }

  /** It asks this. */
  void asks(ChatRequest request, ModelProvider provider) {
    if (call == null) {
      return;
    }
    put(CallAttributes.OPERATION, "chat");
    String name = provider.name();
    put(CallAttributes.PROVIDER, PROVIDERS.getOrDefault(name, name.toLowerCase(Locale.ROOT)));
    put(CallAttributes.REQUEST_MODEL, request.modelName());
    Integer most = request.maxOutputTokens();
    put(CallAttributes.REQUEST_MAX_TOKENS, most == null ? null : most.longValue());
  }

  /** It was answered with this. */
  void answered(@Nullable ChatResponse response) {
    if (call == null || response == null) {
      return;
    }
    put(CallAttributes.RESPONSE_MODEL, response.modelName());
    put(CallAttributes.RESPONSE_ID, response.id());
    FinishReason finish = response.finishReason();
    put(
        CallAttributes.FINISH_REASONS,
        finish == null ? null : List.of(finish.name().toLowerCase(Locale.ROOT)));
    TokenUsage usage = USAGE.read(response);
    if (usage != null) {
      put(CallAttributes.INPUT_TOKENS, usage.input());
      put(CallAttributes.OUTPUT_TOKENS, usage.output());
    }
  }

  private void put(String name, @Nullable Object value) {
    if (call != null && value != null) {
      call.attributes().put(name, value);
    }
  }
}
