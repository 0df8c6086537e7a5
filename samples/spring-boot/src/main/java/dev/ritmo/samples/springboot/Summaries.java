package dev.ritmo.samples.springboot;

import dev.langchain4j.model.chat.ChatModel;
import dev.ritmo.RateLimited;
import dev.ritmo.RetryOnRateLimit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Service;

/** Summarizes texts. The limit holds for calls of its own methods too: there is no proxy. */
@Service
public class Summaries {

  private final ChatModel model;

  Summaries(ChatModel model) {
    this.model = model;
  }

  @RateLimited(calls = 5, period = 1, unit = TimeUnit.HOURS, maxWait = 0, limiter = "openai")
  @RetryOnRateLimit(maxAttempts = 2)
  public String summarize(String text) {
    return model.chat("Summarize: " + text);
  }

  public List<String> summarizeAll(List<String> texts) {
    return texts.stream().map(this::summarize).toList();
  }
}
