package dev.ritmo.spring.governed;

import dev.ritmo.RateLimited;

/** An implementation whose own methods are woven. */
public class WovenAssistant implements Assistant {

  @Override
  @RateLimited(calls = 2, maxWait = 0, limiter = "assistant")
  public String chat(String message) {
    return "woven";
  }
}
