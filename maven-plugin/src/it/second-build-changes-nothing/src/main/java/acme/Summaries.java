package acme;

import dev.ritmo.RateLimited;
import java.util.concurrent.CompletableFuture;

class Summaries {

  @RateLimited(calls = 10)
  String summarize(String text) {
    return text;
  }

  @RateLimited(calls = 10)
  CompletableFuture<String> later(String text) {
    return CompletableFuture.completedFuture(text);
  }
}
