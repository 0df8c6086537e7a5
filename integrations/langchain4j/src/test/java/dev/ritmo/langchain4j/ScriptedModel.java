package dev.ritmo.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks for the tool {@code note} in every round but the last, in which it answers. Rejects the
 * requests with the given numbers, from 1.
 */
final class ScriptedModel implements ChatModel {

  private final int rounds;
  private final Set<Integer> rejected = new TreeSet<>();
  final List<ChatRequest> requests = new ArrayList<>();
  private int answered;

  /** As many requests as this, until it answers. */
  ScriptedModel(int rounds) {
    this.rounds = rounds;
  }

  ScriptedModel rejecting(int request) {
    rejected.add(request);
    return this;
  }

  @Override
  public ChatResponse doChat(ChatRequest request) {
    requests.add(request);
    if (rejected.contains(requests.size())) {
      throw new RateLimitException("slow down");
    }
    answered++;
    return ChatResponse.builder().aiMessage(answer(answered, rounds)).build();
  }

  static AiMessage answer(int round, int rounds) {
    if (round % rounds == 0) {
      return AiMessage.from("done");
    }
    return AiMessage.from(
        ToolExecutionRequest.builder()
            .id("call " + round)
            .name("note")
            .arguments("{\"text\":\"" + round + "\"}")
            .build());
  }
}
