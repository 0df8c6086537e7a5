package dev.ritmo.testkit;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** One streamed chat, collected. */
final class StreamedChat implements StreamingChatResponseHandler {

  final List<String> pieces = new CopyOnWriteArrayList<>();
  final CompletableFuture<ChatResponse> response = new CompletableFuture<>();

  static StreamedChat of(StreamingChatModel model, ChatRequest request) {
    StreamedChat chat = new StreamedChat();
    model.chat(request, chat);
    return chat;
  }

  @Override
  public void onPartialResponse(String partialResponse) {
    pieces.add(partialResponse);
  }

  @Override
  public void onCompleteResponse(ChatResponse completeResponse) {
    response.complete(completeResponse);
  }

  @Override
  public void onError(Throwable error) {
    response.completeExceptionally(error);
  }
}
