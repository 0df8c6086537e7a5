package dev.ritmo.benchmarks.coldstart;

import dev.langchain4j.model.chat.ChatModel;
import dev.ritmo.RateLimited;
import dev.ritmo.RetryOnRateLimit;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Asks a model under a limit, and notes when each request starts. */
final class Asker {

  static final String LIMITER = "coldstart";

  private final ChatModel model;
  private final Queue<Instant> bodies = new ConcurrentLinkedQueue<>();

  Asker(ChatModel model) {
    this.model = model;
  }

  /** Waits for admission as long as it takes. */
  @RateLimited(calls = 5, period = 2, limiter = LIMITER, maxWait = RateLimited.FOREVER)
  @RetryOnRateLimit
  String ask(String text) {
    return send(text);
  }

  /** Waits for admission as long as by default. */
  @RateLimited(calls = 5, period = 2, limiter = LIMITER)
  @RetryOnRateLimit
  String askOnce(String text) {
    return send(text);
  }

  private String send(String text) {
    bodies.add(Instant.now());
    return model.chat(text);
  }

  /** When the body of each request started. */
  Queue<Instant> bodies() {
    return bodies;
  }
}
