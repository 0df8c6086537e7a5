package acme;

import dev.ritmo.RateLimited;

public class LimitsItself implements Model<Integer> {

  @Override
  @RateLimited(calls = 100, limiter = "model")
  public String ask(Integer question) {
    return question.toString();
  }
}
