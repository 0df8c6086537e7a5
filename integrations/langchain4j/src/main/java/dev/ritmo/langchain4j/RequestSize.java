package dev.ritmo.langchain4j;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.ritmo.runtime.LimitedCall;
import dev.ritmo.runtime.spi.PromptReader;
import org.jspecify.annotations.Nullable;

/** How many tokens a request reserves, before it is sent. */
public final class RequestSize {

  private static final int CHARACTERS_PER_TOKEN = 4;
  private static final int DEPTH = 16;
  private static final PromptReader TEXTS = new MessageText();

  private RequestSize() {}

  /** The call, with the tokens of the request and those its answer can have at most. */
  public static LimitedCall sized(LimitedCall call, ChatRequest request) {
    LimitedCall asking = call.inputTokens(characters(request, DEPTH) / CHARACTERS_PER_TOKEN);
    Integer most = request.maxOutputTokens();
    return most == null || most < 0 ? asking : asking.outputTokens(most);
  }

  /** The call, with the tokens of the texts to embed; the answer has none. */
  public static LimitedCall sized(LimitedCall call, EmbeddingRequest request) {
    long characters = 0;
    for (var input : request.inputs()) {
      characters += characters(input.contents(), DEPTH);
    }
    return call.inputTokens(characters / CHARACTERS_PER_TOKEN).outputTokens(0);
  }

  private static long characters(@Nullable Object prompt, int depth) {
    if (prompt == null || depth == 0) {
      return 0;
    }
    if (prompt instanceof CharSequence text) {
      return text.length();
    }
    Object read = TEXTS.read(prompt);
    if (read != null) {
      return characters(read, depth - 1);
    }
    long sum = 0;
    if (prompt instanceof Iterable<?> parts) {
      for (Object part : parts) {
        sum += characters(part, depth - 1);
      }
    }
    return sum;
  }
}
