package dev.ritmo.benchmarks.drain;

import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.ritmo.testkit.Delays;
import dev.ritmo.testkit.LocalProvider;
import dev.ritmo.testkit.Policy;
import dev.ritmo.testkit.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A provider behind HTTP and LangChain4j. Its delays depend on the number of the arrival, because
 * it cannot know which call a request belongs to.
 */
final class HttpProvider implements Provider {

  private static final Verdict NOT_COUNTED = new Verdict(true, 0, 0, 0, 0);

  private final LocalProvider provider;
  private final ChatModel model;
  private final Journal journal;

  /** Whether requests count; not before the connections are there. */
  private volatile boolean isOpen = true;

  HttpProvider(Policy policy, Delays delays, Journal journal) {
    this.provider =
        LocalProvider.builder()
            .policy(nanos -> isOpen ? policy.decide(nanos) : NOT_COUNTED)
            .delays(delays)
            .start();
    this.model =
        OpenAiChatModel.builder()
            .baseUrl(provider.baseUrl())
            .apiKey("any")
            .modelName("tiny")
            .maxRetries(0)
            .build();
    this.journal = journal;
  }

  /** Sends as many requests at once as there will be, so that their connections are there. */
  void connect(int connections) throws InterruptedException {
    isOpen = false;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      Thread thread = new Thread(() -> model.chat("Are you there?"), "connection-" + i);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    isOpen = true;
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
