package dev.ritmo.benchmarks.drain;

import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.ritmo.testkit.Delays;
import dev.ritmo.testkit.LocalProvider;
import dev.ritmo.testkit.Policy;
import java.time.Duration;

/**
 * A provider behind HTTP and LangChain4j. Its delays depend on the number of the arrival, because
 * it cannot know which call a request belongs to.
 */
final class HttpProvider implements Provider {

  private final LocalProvider provider;
  private final ChatModel model;
  private final Journal journal;

  HttpProvider(Policy policy, Delays delays, Journal journal) {
    this.provider = LocalProvider.builder().policy(policy).delays(delays).start();
    this.model =
        OpenAiChatModel.builder()
            .baseUrl(provider.baseUrl())
            .apiKey("any")
            .modelName("tiny")
            .maxRetries(0)
            .build();
    this.journal = journal;
  }

  @Override
  public Duration uptime() {
    return provider.uptime();
  }

  @Override
  public void send(int call) {
    long sent = journal.departs(call);
    try {
      model.chat("Please summarize chapter " + call + ".");
      journal.served(call, sent);
    } catch (RateLimitException e) {
      journal.rejected();
      throw e;
    }
  }

  @Override
  public boolean isRejection(Throwable failure) {
    return failure instanceof RateLimitException;
  }

  @Override
  public void close() {
    provider.close();
  }
}
