package dev.ritmo.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.List;

/** Streams what a test says, when it says it. */
final class StreamingModel implements StreamingChatModel {

  final List<ChatRequest> requests = new ArrayList<>();
  private final List<StreamingChatResponseHandler> handlers = new ArrayList<>();
  boolean isCancelled;

  @Override
  public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
    requests.add(request);
    handlers.add(handler);
  }

  private StreamingChatResponseHandler last() {
    return handlers.get(handlers.size() - 1);
  }

  void part(String text) {
    last()
        .onPartialResponse(
            new PartialResponse(text),
            new PartialResponseContext(
                new StreamingHandle() {
                  @Override
                  public void cancel() {
                    isCancelled = true;
                  }

                  @Override
                  public boolean isCancelled() {
                    return isCancelled;
                  }
                }));
  }

  void complete(AiMessage answer) {
    complete(answer, 5, 7);
  }

  void complete(AiMessage answer, int input, int output) {
    last()
        .onCompleteResponse(
            ChatResponse.builder()
                .aiMessage(answer)
                .tokenUsage(new TokenUsage(input, output))
                .build());
  }

  void fail(Throwable failure) {
    last().onError(failure);
  }
}
