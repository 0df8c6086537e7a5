package acme;

import acme.limits.OpenAiCall;

public class Summaries {

  int attempts;

  @OpenAiCall
  public String summarize(String text) {
    return text;
  }

  @OpenAiCall(limiter = "batch", maxAttempts = 3)
  String fail() {
    attempts++;
    throw new IllegalStateException("again");
  }

  @Slowly(calls = 2)
  void once() {}

  void plain() {}
}
