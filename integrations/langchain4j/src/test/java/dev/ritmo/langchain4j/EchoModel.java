package dev.ritmo.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.List;

/** Answers with the last message. */
final class EchoModel implements ChatModel {

  @Override
  public ChatResponse doChat(ChatRequest request) {
    List<ChatMessage> messages = request.messages();
    UserMessage last = (UserMessage) messages.get(messages.size() - 1);
    return ChatResponse.builder().aiMessage(AiMessage.from(last.singleText())).build();
  }
}
