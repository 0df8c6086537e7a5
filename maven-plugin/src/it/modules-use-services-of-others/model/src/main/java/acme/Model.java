package acme;

import dev.ritmo.RateLimited;

public class Model {

  @RateLimited(calls = 100, limiter = "model")
  public String ask(String text) {
    return text;
  }
}
