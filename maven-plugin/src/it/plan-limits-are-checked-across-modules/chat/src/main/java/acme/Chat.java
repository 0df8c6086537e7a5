package acme;

import dev.ritmo.RateLimited;

public class Chat {
  @RateLimited(plan = "openai/gpt-4o", calls = 300, limiter = "chat")
  public String ask(String question) {
    return question;
  }
}
