package acme;

import dev.ritmo.RateLimited;

public interface Assistant {

  @RateLimited(calls = 100, limiter = "assistant")
  String chat(String message);
}
