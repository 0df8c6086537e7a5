package dev.ritmo.langchain4j.pool;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Writes down what it hears of a stream. */
class Reader implements StreamingChatResponseHandler {

  final List<String> heard = new CopyOnWriteArrayList<>();
  volatile @Nullable StreamingHandle handle;
  volatile @Nullable Throwable failure;

  @Override
  public void onPartialResponse(PartialResponse text, PartialResponseContext context) {
    heard.add(text.text());
    handle = context.streamingHandle();
  }

  @Override
  public void onCompleteResponse(ChatResponse answer) {
    heard.add("done");
  }

  @Override
  public void onError(Throwable error) {
    failure = error;
    heard.add("failed");
  }
}
