package dev.ritmo.langchain4j;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.ritmo.langchain4j.internal.LimitedModel;
import dev.ritmo.runtime.LimitedCall;
import java.util.concurrent.CompletableFuture;

/** Limits the requests of a streaming model, and tells that it does. */
record RequestStreamingModel(StreamingChatModel model, LimitedCall requests)
    implements StreamingChatModel, LimitedModel {

  @Override
  public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
    CompletableFuture<ChatResponse> unused =
        requests
            .request()
            .runAsync(
                () -> {
                  CompletableFuture<ChatResponse> end = new CompletableFuture<>();
                  model.doChat(request, new Ending(handler, end));
                  return end;
                });
  }

  private record Ending(StreamingChatResponseHandler handler, CompletableFuture<ChatResponse> end)
      implements StreamingChatResponseHandler {

    @Override
    public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
      handler.onPartialResponse(part, context);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      end.complete(response);
      handler.onCompleteResponse(response);
    }

    @Override
    public void onError(Throwable error) {
      end.completeExceptionally(error);
      handler.onError(error);
    }
  }
}
