package dev.ritmo.spring.governed;

import dev.ritmo.RateLimited;

/** An interface whose implementations are made at run time. */
public interface Assistant {

  @RateLimited(calls = 2, maxWait = 0, limiter = "assistant")
  String chat(String message);
}
